package dev.lvsfleet.lab.shell;

import java.io.InputStream;

/** What a command reads as its standard input. */
public sealed interface Input {

    /** Nothing: it ends at once. */
    record Nothing() implements Input {}

    /** What this JVM itself was given: a command in a namespace takes of it what it reads, one in a guest is sent all. */
    record Inherited() implements Input {}

    /** A stream, which is read to its end or to the command's. */
    record Streamed(InputStream from) implements Input {}
}
