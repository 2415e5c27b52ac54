package dev.lvsfleet.vrrp.packet;

/**
 * Which virtual router of a link an advertisement is about.
 *
 * @param number 1 to 255. Source: RFC 9568, section 5.2.3.
 */
public record Vrid(int number) {

    public Vrid {
        if (number < 1 || number > 0xff) {
            throw new IllegalArgumentException("a virtual router's id is 1 to 255, not " + number);
        }
    }
}
