package dev.lvsfleet.benchmarks.ipvs;

/** What is measured, in the order of the table that is printed. */
enum Task {
    COLD("1,000 x 10 into an empty table", "<= 1.5 x limit, <= 1,000 ms"),
    EVERY_WEIGHT("every weight of 1,000 x 10", "<= 1,000 ms"),
    ONE_WEIGHT("one weight of 1,000 x 10", "<= 5 ms"),
    VERIFY("nothing to do: 11,000 entries read and compared", "<= 100 ms"),
    LOOK("nothing to do: services and addresses looked at", ""),
    COLD_LARGE("10,000 x 10 into an empty table", "");

    private final String title;
    private final String wanted;

    Task(String title, String wanted) {
        this.title = title;
        this.wanted = wanted;
    }

    String title() {
        return title;
    }

    /** Of our own figures, in words; empty when nothing was wanted. */
    String wanted() {
        return wanted;
    }
}
