package dev.lvsfleet.ipvs.text;

/**
 * A line of the text that was read.
 *
 * @param number from 1
 * @param text the line as it stands, without space around it
 */
public record SourceLine(int number, String text) {

    /** This line as one that is not carried. */
    public NotCarried notCarried(String reason) {
        return new NotCarried(number, text, reason);
    }
}
