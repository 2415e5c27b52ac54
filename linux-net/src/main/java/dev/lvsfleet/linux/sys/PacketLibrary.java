package dev.lvsfleet.linux.sys;

/**
 * The C calls of a thread that serves many sockets and timers and must not wait for the garbage collector's sake: those it
 * makes for each packet use memory that was there before, and answer with a number instead of an exception.
 *
 * <p>Safe for use by several threads, each with buffers of its own.
 */
public interface PacketLibrary {

    /** Instead of a thread's number. */
    int CALLING_THREAD = 0;

    /** The calling JVM's C library.
     *
     * @throws IllegalStateException when this is not Linux, or the JVM was started without native access */
    static PacketLibrary load() {
        return ForeignPacketLibrary.load();
    }

    /** setsockopt(2) with a struct, or the bytes of a name.
     *
     * @throws SystemCallException when the kernel refuses */
    void setSocketOption(int descriptor, int level, int option, byte[] value);

    /**
     * ppoll(2): waits until one of the descriptors can be read, or the time is over.
     *
     * @param nanos how long at most; 0 or less looks and does not wait
     * @return how many can be read; 0 as well when a signal interrupted
     * @throws SystemCallException when the kernel refuses for another reason
     */
    int poll(PollSet descriptors, long nanos);

    /** sendmsg(2), which does not wait.
     *
     * @return how many bytes went, or the errno, negated */
    int send(int descriptor, NativeMessage message);

    /**
     * recvmsg(2), which does not wait. For packets alone: an error that is told once, as an overflow of netlink is, may be
     * passed over for the packet behind it; {@link LinuxLibrary#receive} tells each.
     *
     * @return how many bytes came, or the errno, negated
     */
    int receive(int descriptor, NativeMessage into);

    /** eventfd(2): a counter at zero that can be polled; reading it does not wait.
     *
     * @throws SystemCallException when the kernel gives none */
    int eventDescriptor();

    /** write(2) of a one to an event descriptor. */
    void raise(int eventDescriptor);

    /** read(2) of an event descriptor, which is then at zero. */
    void lower(int eventDescriptor);

    /**
     * sched_setscheduler(2) with SCHED_RR.
     *
     * @param thread the kernel's number of it; {@link #CALLING_THREAD} for the caller
     * @param priority 1 to 99
     * @throws SystemCallException when it is not allowed, which takes CAP_SYS_NICE
     */
    void scheduleInRealTime(int thread, int priority);

    /**
     * mlockall(2): what this process has touched, and will touch, stays in memory.
     *
     * @throws SystemCallException when it is not allowed, which takes CAP_IPC_LOCK or a limit that is high enough
     */
    void lockMemory();
}
