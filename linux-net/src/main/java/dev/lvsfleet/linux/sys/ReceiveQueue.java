package dev.lvsfleet.linux.sys;

/** The room that the kernel keeps for what a socket has not read yet. Source: socket(7). */
public final class ReceiveQueue {

    private ReceiveQueue() {}

    /** Makes it so large; without CAP_NET_ADMIN only as large as {@code net.core.rmem_max} lets it be.
     *
     * @throws SystemCallException when it is no socket */
    public static void enlarge(LinuxLibrary library, int descriptor, int bytes) {
        try {
            library.setSocketOption(descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_RCVBUFFORCE, bytes);
        } catch (SystemCallException withoutPrivilege) {
            library.setSocketOption(descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_RCVBUF, bytes);
        }
    }
}
