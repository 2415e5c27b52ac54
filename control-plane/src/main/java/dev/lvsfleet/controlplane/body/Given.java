package dev.lvsfleet.controlplane.body;

/** What a message says about the text that came, so that whoever reads it alone knows which one it was. */
public final class Given {

    /** A body may have a mebibyte of text; the beginning tells which one it was. */
    private static final int SHOWN = 60;

    private static final int REPLACEMENT = 0xfffd;

    private Given() {}

    /** For example {@code was 'icmp'}, shown as {@link #shown}. */
    public static String was(String text) {
        return "was " + quoted(text);
    }

    /** In quotes, as {@link #shown}. */
    static String quoted(String text) {
        return "'" + shown(text) + "'";
    }

    /** At most the first 60 characters, with a sign in place of those that an answer cannot carry or a terminal would obey. */
    static String shown(String text) {
        String beginning = text.codePoints()
                .limit(SHOWN)
                .map(it -> isCarried(it) ? it : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePointCount(0, text.length()) > SHOWN ? beginning + "…" : beginning;
    }

    private static boolean isCarried(int character) {
        return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }
}
