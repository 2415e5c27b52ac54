package dev.lvsfleet.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lock of one lab, so that two commands do not change it at the same time. The launcher takes it, on a file descriptor
 * that this JVM inherits and holds until its end; here its file is removed, so that {@code down} leaves nothing.
 */
public final class LabLock {

    private LabLock() {}

    /** Removes the file that the property {@code lvsfleet.lab.lock} names, when this JVM ends and still holds the lock. */
    public static void removeAtExit() {
        String file = System.getProperty("lvsfleet.lab.lock");
        if (file != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(Path.of(file)), "lab-lock"));
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.err.println("fleet: the lock of the lab stays behind, unlocked: " + Failure.reason(e));
        }
    }
}
