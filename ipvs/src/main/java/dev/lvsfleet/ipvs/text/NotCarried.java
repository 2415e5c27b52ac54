package dev.lvsfleet.ipvs.text;

/**
 * A line that could not become part of a table.
 *
 * @param number of the line, from 1
 * @param text the line as it stands
 * @param reason in words: what in it is not understood, or cannot be
 */
public record NotCarried(int number, String text, String reason) {

    @Override
    public String toString() {
        return "line " + number + " (" + text + "): " + reason;
    }
}
