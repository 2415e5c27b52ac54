package dev.lvsfleet.lab.guest;

/** The kinds of frames that follow a {@link Request}, in both directions: one byte of kind, four of length, that many bytes. */
final class Frame {

    /** A piece of standard output. */
    static final byte OUT = 1;

    /** A piece of standard error. */
    static final byte ERR = 2;

    /** From the caller: a piece of the command's input; an empty one is its end. */
    static final byte IN = 3;

    /** The last frame: eight bytes, an exit code or a process id. */
    static final byte EXIT = 0;

    /** A longer frame is not one of ours. */
    static final int MAX_LENGTH = 1 << 20;

    private Frame() {}
}
