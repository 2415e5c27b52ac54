package dev.lvsfleet.ipvs.text;

import java.util.Arrays;
import java.util.Optional;

/** An option of ipvsadm that can stand in a line of its saved text. */
enum IpvsadmOption {
    ADD_SERVICE("-A", "--add-service", false),
    ADD_SERVER("-a", "--add-server", false),
    TCP("-t", "--tcp-service", true),
    UDP("-u", "--udp-service", true),
    SCTP("", "--sctp-service", true),
    FIREWALL_MARK("-f", "--fwmark-service", true),
    IPV6("-6", "--ipv6", false),
    SCHEDULER("-s", "--scheduler", true),
    SCHEDULER_FLAGS("-b", "--sched-flags", true),
    ONE_PACKET("-o", "--ops", false),
    PERSISTENT("-p", "--persistent", true),
    NETMASK("-M", "--netmask", true),
    ENGINE("", "--pe", true),
    SERVER("-r", "--real-server", true),
    DIRECT("-g", "--gatewaying", false),
    MASQUERADE("-m", "--masquerading", false),
    TUNNEL("-i", "--ipip", false),
    TUNNEL_TYPE("", "--tun-type", true),
    TUNNEL_PORT("", "--tun-port", true),
    TUNNEL_PLAIN("", "--tun-nocsum", false),
    TUNNEL_CHECKSUM("", "--tun-csum", false),
    TUNNEL_REMOTE_CHECKSUM("", "--tun-remcsum", false),
    WEIGHT("-w", "--weight", true),
    UPPER_THRESHOLD("-x", "--u-threshold", true),
    LOWER_THRESHOLD("-y", "--l-threshold", true),
    NUMERIC("-n", "--numeric", false);

    private final String letter;
    private final String word;
    private final boolean takesValue;

    IpvsadmOption(String letter, String word, boolean takesValue) {
        this.letter = letter;
        this.word = word;
        this.takesValue = takesValue;
    }

    /** As it is written: the letter, if it has one. */
    String written() {
        return letter.isEmpty() ? word : letter;
    }

    boolean takesValue() {
        return takesValue;
    }

    /** The option that a word is, in its short form or its long one. */
    static Optional<IpvsadmOption> of(String word) {
        return Arrays.stream(values())
                .filter(option -> option.word.equals(word) || (option.letter.equals(word) && !word.isEmpty()))
                .findFirst();
    }
}
