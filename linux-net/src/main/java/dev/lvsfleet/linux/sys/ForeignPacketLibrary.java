package dev.lvsfleet.linux.sys;

import static dev.lvsfleet.linux.sys.ForeignLinuxLibrary.CALL_STATE;
import static dev.lvsfleet.linux.sys.ForeignLinuxLibrary.ERRNO;
import static dev.lvsfleet.linux.sys.ForeignLinuxLibrary.checked;
import static dev.lvsfleet.linux.sys.ForeignLinuxLibrary.handle;
import static dev.lvsfleet.linux.sys.ForeignLinuxLibrary.plainHandle;
import static dev.lvsfleet.linux.sys.ForeignLinuxLibrary.unexpected;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * {@link PacketLibrary} through {@code java.lang.foreign}.
 *
 * <p>What is called for each packet is called without asking for errno, which would allocate; only what failed is called
 * again with it, and the second answer counts. An error that the kernel tells once is lost by that, and the packet behind it
 * is not: raw and packet sockets have none that asks for more. An overflow of netlink is one, and read elsewhere.
 */
final class ForeignPacketLibrary implements PacketLibrary {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle SETSOCKOPT =
            handle("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT));
    private static final FunctionDescriptor POLLING = FunctionDescriptor.of(INT, POINTER, LONG, POINTER, POINTER);
    private static final FunctionDescriptor PASSING = FunctionDescriptor.of(LONG, INT, POINTER, INT);
    private static final MethodHandle PPOLL = handle("ppoll", POLLING);
    private static final MethodHandle PLAIN_PPOLL = plainHandle("ppoll", POLLING);
    private static final MethodHandle SENDMSG = handle("sendmsg", PASSING);
    private static final MethodHandle PLAIN_SENDMSG = plainHandle("sendmsg", PASSING);
    private static final MethodHandle RECVMSG = handle("recvmsg", PASSING);
    private static final MethodHandle PLAIN_RECVMSG = plainHandle("recvmsg", PASSING);
    private static final MethodHandle EVENTFD = handle("eventfd", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle WRITE = handle("write", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle READ = handle("read", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle SCHED_SETSCHEDULER =
            handle("sched_setscheduler", FunctionDescriptor.of(INT, INT, INT, POINTER));
    private static final MethodHandle MLOCKALL = handle("mlockall", FunctionDescriptor.of(INT, INT));

    /* include/linux/socket.h, include/uapi/linux/eventfd.h, sched.h, asm-generic/mman.h */
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int SCHED_RR = 2;
    private static final int MCL_CURRENT = 1;
    private static final int MCL_FUTURE = 2;
    private static final int MCL_ONFAULT = 4;

    /** The second for a packet that came between the first and the look at the queue. */
    private static final int PLAIN_TRIES = 2;

    private ForeignPacketLibrary() {}

    static PacketLibrary load() {
        NativeAccess.require();
        return new ForeignPacketLibrary();
    }

    @Override
    public void setSocketOption(int descriptor, int level, int option, byte[] value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment pointer = arena.allocate(value.length, Long.BYTES);
            MemorySegment.copy(value, 0, pointer, ValueLayout.JAVA_BYTE, 0, value.length);
            int result = (int) SETSOCKOPT.invokeExact(state, descriptor, level, option, pointer, value.length);
            checked(result, state, "setsockopt");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public int poll(PollSet descriptors, long nanos) {
        try {
            int ready = (int) PLAIN_PPOLL.invokeExact(
                    descriptors.descriptors(),
                    (long) descriptors.size(),
                    descriptors.timeout(nanos),
                    MemorySegment.NULL);
            return ready >= 0 ? ready : pollAgain(descriptors);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** Looks and does not wait: it was a signal most likely, and who waits decides anew for how long. */
    private static int pollAgain(PollSet descriptors) {
        try {
            MemorySegment state = descriptors.state();
            int ready = (int) PPOLL.invokeExact(
                    state,
                    descriptors.descriptors(),
                    (long) descriptors.size(),
                    descriptors.timeout(0),
                    MemorySegment.NULL);
            if (ready >= 0) {
                return ready;
            }
            Errno errno = new Errno((int) ERRNO.get(state, 0L));
            if (errno.equals(Errno.EINTR)) {
                descriptors.forget();
                return 0;
            }
            throw new SystemCallException("ppoll", errno);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public int send(int descriptor, NativeMessage message) {
        try {
            long plain = (long) PLAIN_SENDMSG.invokeExact(descriptor, message.header(), MSG_DONTWAIT | MSG_NOSIGNAL);
            if (plain >= 0) {
                return (int) plain;
            }
            MemorySegment state = message.state();
            long sent = (long) SENDMSG.invokeExact(state, descriptor, message.header(), MSG_DONTWAIT | MSG_NOSIGNAL);
            return sent < 0 ? -(int) ERRNO.get(state, 0L) : (int) sent;
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public int receive(int descriptor, NativeMessage into) {
        try {
            for (int tries = 0; tries < PLAIN_TRIES; tries++) {
                into.empty();
                long plain = (long) PLAIN_RECVMSG.invokeExact(descriptor, into.header(), MSG_DONTWAIT);
                if (plain >= 0) {
                    return (int) plain;
                }
                PollSet alone = into.watching(descriptor);
                if ((int) PLAIN_PPOLL.invokeExact(alone.descriptors(), 1L, alone.timeout(0), MemorySegment.NULL) == 0) {
                    return -Errno.EAGAIN.number(); // the usual end of a queue, found without errno
                }
            }
            into.empty();
            MemorySegment state = into.state();
            long received = (long) RECVMSG.invokeExact(state, descriptor, into.header(), MSG_DONTWAIT);
            return received < 0 ? -(int) ERRNO.get(state, 0L) : (int) received;
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public int eventDescriptor() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return checked((int) EVENTFD.invokeExact(state, 0, EFD_CLOEXEC | EFD_NONBLOCK), state, "eventfd");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public void raise(int eventDescriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment one = arena.allocateFrom(LONG, 1L);
            checked((int) (long) WRITE.invokeExact(state, eventDescriptor, one, one.byteSize()), state, "write");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public void lower(int eventDescriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment counter = arena.allocate(LONG);
            // Nothing to be read is what most callers find, and just as good.
            var _ = (long) READ.invokeExact(state, eventDescriptor, counter, counter.byteSize());
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public void scheduleInRealTime(int thread, int priority) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment parameter = arena.allocateFrom(INT, priority);
            int result = (int) SCHED_SETSCHEDULER.invokeExact(state, thread, SCHED_RR, parameter);
            checked(result, state, "sched_setscheduler");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** On fault: a JVM reserves far more than it ever touches, and only what it touches is to stay. */
    @Override
    public void lockMemory() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            checked((int) MLOCKALL.invokeExact(state, MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT), state, "mlockall");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }
}
