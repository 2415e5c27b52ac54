package dev.lvsfleet.ipvs.text;

import java.io.Serial;

/** The reader's way out of a line that it cannot carry; the message is the reason. */
final class InvalidLineException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    InvalidLineException(String reason) {
        super(reason);
    }
}
