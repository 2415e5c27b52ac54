package dev.lvsfleet.linux.sys;

/** Numbers of the kernel's interface, with the header each comes from. */
public final class LinuxConstants {

    /* include/linux/socket.h */
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;
    public static final int SOL_NETLINK = 270;

    /* include/linux/net.h, include/uapi/asm-generic/fcntl.h */
    public static final int SOCK_RAW = 3;
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int SOCK_NONBLOCK = 0x800;
    public static final int O_RDONLY = 0;
    public static final int O_CLOEXEC = 0x80000;

    /* include/uapi/asm-generic/socket.h */
    public static final int SOL_SOCKET = 1;
    public static final int SO_RCVBUF = 8;
    public static final int SO_PRIORITY = 12;
    public static final int SO_RCVTIMEO = 20;
    public static final int SO_SNDTIMEO = 21;
    public static final int SO_BINDTODEVICE = 25;
    public static final int SO_RCVBUFFORCE = 33;

    /* include/uapi/linux/sched.h */
    public static final int CLONE_NEWNET = 0x40000000;

    private LinuxConstants() {}
}
