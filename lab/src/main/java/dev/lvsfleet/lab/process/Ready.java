package dev.lvsfleet.lab.process;

import java.nio.file.Path;
import java.time.Duration;

/** How to see that a process does its work, not merely that it runs. */
public sealed interface Ready {

    /** How long it may take on a slow machine before it counts as failed. */
    Duration limit();

    /** It has written a file. */
    record Exists(Path file, Duration limit) implements Ready {}

    /** It takes connections on a TCP port. */
    record Accepts(int port, Duration limit) implements Ready {}

    /** It answers a GET on a port with status 200. */
    record Answers(int port, String path, Duration limit) implements Ready {}
}
