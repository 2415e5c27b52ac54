package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.linux.sys.Errno;
import java.io.Serial;

/** The fake kernel's way out of a command that it refuses. */
final class FakeRefusal extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int number;

    FakeRefusal(Errno errno) {
        super(errno.toString());
        this.number = errno.number();
    }

    Errno errno() {
        return new Errno(number);
    }
}
