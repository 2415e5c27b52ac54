package dev.lvsfleet.ipvs.text;

import java.util.List;

/**
 * A table as text.
 *
 * @param text lines for {@code ipvsadm -R}, each with its end
 * @param notCarried what ipvsadm cannot be told, in words; its entry, or that part of it, is not in the text
 */
public record IpvsadmText(String text, List<String> notCarried) {

    public IpvsadmText {
        notCarried = List.copyOf(notCarried);
    }
}
