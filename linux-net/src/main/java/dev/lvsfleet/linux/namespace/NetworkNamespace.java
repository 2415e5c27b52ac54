package dev.lvsfleet.linux.namespace;

import dev.lvsfleet.linux.sys.LinuxConstants;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import java.nio.file.Path;

/**
 * Moves the calling thread into a network namespace; sockets it opens from then on live there.
 *
 * <p>A namespace belongs to a kernel thread, so only a platform thread can enter one, and should end afterwards rather than
 * go back to a pool. Threads it starts inherit the namespace.
 */
public final class NetworkNamespace {

    private NetworkNamespace() {}

    /**
     * Enters the namespace at a path such as {@code /run/netns/director-1} or {@code /proc/1234/ns/net}.
     *
     * @throws IllegalStateException when called on a virtual thread
     * @throws dev.lvsfleet.linux.sys.SystemCallException when the path is not a namespace, or it takes more privilege
     */
    public static void enter(Path namespace) {
        enter(namespace, LinuxLibrary.load());
    }

    static void enter(Path namespace, LinuxLibrary library) {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException(
                    "a virtual thread cannot enter " + namespace + ": its carrier thread would change namespace");
        }
        int descriptor = library.open(namespace, LinuxConstants.O_RDONLY | LinuxConstants.O_CLOEXEC);
        try {
            library.setNamespace(descriptor, LinuxConstants.CLONE_NEWNET);
        } finally {
            library.close(descriptor);
        }
    }
}
