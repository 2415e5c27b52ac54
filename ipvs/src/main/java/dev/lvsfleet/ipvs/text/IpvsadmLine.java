package dev.lvsfleet.ipvs.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of one line and their values; each may be read once, and what is left over was not understood. */
final class IpvsadmLine {

    /** What {@code -p} without a value means. */
    private static final String USUAL_PERSISTENCE = "300";

    private final Map<IpvsadmOption, String> values;

    private IpvsadmLine(Map<IpvsadmOption, String> values) {
        this.values = values;
    }

    /** Splits a line, with the word ipvsadm before it or without. */
    static IpvsadmLine of(String text) throws InvalidLineException {
        List<String> words = new ArrayList<>(List.of(text.strip().split("\\s+", -1)));
        if (words.getFirst().equals("ipvsadm")) {
            words.removeFirst();
        }
        Map<IpvsadmOption, String> values = new EnumMap<>(IpvsadmOption.class);
        while (!words.isEmpty()) {
            take(words, values);
        }
        return new IpvsadmLine(values);
    }

    private static void take(List<String> words, Map<IpvsadmOption, String> values) throws InvalidLineException {
        String word = words.removeFirst();
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        if (equals > 0) {
            words.addFirst(word.substring(equals + 1));
            word = word.substring(0, equals);
        }
        String name = word;
        IpvsadmOption option = IpvsadmOption.of(name)
                .orElseThrow(() -> new InvalidLineException("'" + name + "' is no option of a saved line"));
        if (values.put(option, option.takesValue() ? value(option, name, words) : "") != null) {
            throw new InvalidLineException(name + " is there twice");
        }
    }

    private static String value(IpvsadmOption option, String name, List<String> words) throws InvalidLineException {
        boolean absent = words.isEmpty() || (words.getFirst().startsWith("-") && !isMark(option, words.getFirst()));
        if (!absent) {
            return words.removeFirst();
        }
        if (option == IpvsadmOption.PERSISTENT) {
            return USUAL_PERSISTENCE;
        }
        throw new InvalidLineException(name + " lacks its value");
    }

    /** ipvsadm saves a firewall mark above 2^31-1 as a negative number. */
    private static boolean isMark(IpvsadmOption option, String word) {
        return option == IpvsadmOption.FIREWALL_MARK && word.matches("-\\d+");
    }

    /** Whether an option is there, which is then read. */
    boolean has(IpvsadmOption option) {
        return values.remove(option) != null;
    }

    Optional<String> value(IpvsadmOption option) {
        return Optional.ofNullable(values.remove(option));
    }

    /** The value of an option as a number, or what stands for its absence. */
    int number(IpvsadmOption option, int least, int most, int absent) throws InvalidLineException {
        Optional<String> text = value(option);
        return text.isEmpty() ? absent : number(option.written(), text.get(), least, most);
    }

    static int number(String what, String text, int least, int most) throws InvalidLineException {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidLineException(what + " " + text + " is not a number of " + least + " to " + most);
    }

    /** Says that an option has no place in the line, when one is left. */
    void requireNothingElse() throws InvalidLineException {
        values.remove(IpvsadmOption.NUMERIC);
        for (IpvsadmOption left : values.keySet()) {
            throw new InvalidLineException(left.written() + " has no meaning here");
        }
    }
}
