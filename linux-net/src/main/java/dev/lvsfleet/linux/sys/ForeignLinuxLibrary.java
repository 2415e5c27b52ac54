package dev.lvsfleet.linux.sys;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@link LinuxLibrary} through {@code java.lang.foreign}, written by hand because errno must be captured with each call.
 *
 * <p>Every call has its own confined arena, which holds its arguments and its errno, or is given a buffer that one thread uses
 * at a time and that has room for it: nothing is shared between threads.
 */
final class ForeignLinuxLibrary implements LinuxLibrary {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = handle("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle BIND = handle("bind", FunctionDescriptor.of(INT, INT, POINTER, INT));
    private static final MethodHandle CONNECT = handle("connect", FunctionDescriptor.of(INT, INT, POINTER, INT));
    private static final MethodHandle SETSOCKOPT =
            handle("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT));
    private static final MethodHandle SEND = handle("send", FunctionDescriptor.of(LONG, INT, POINTER, LONG, INT));
    private static final MethodHandle RECV = handle("recv", FunctionDescriptor.of(LONG, INT, POINTER, LONG, INT));
    private static final MethodHandle OPEN =
            handle("open", FunctionDescriptor.of(INT, POINTER, INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS = handle("setns", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle ADJTIMEX = handle("adjtimex", FunctionDescriptor.of(INT, POINTER));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(INT, INT));

    /** {@code MSG_TRUNC}, {@code include/linux/socket.h}: recv answers with the datagram's true length. */
    private static final int MSG_TRUNC = 0x20;

    private ForeignLinuxLibrary() {}

    static LinuxLibrary load() {
        NativeAccess.require();
        return new ForeignLinuxLibrary();
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return checked((int) SOCKET.invokeExact(state, domain, type, protocol), state, "socket");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public void bind(int descriptor, byte[] socketAddress) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment address = arena.allocateFrom(ValueLayout.JAVA_BYTE, socketAddress);
            checked((int) BIND.invokeExact(state, descriptor, address, socketAddress.length), state, "bind");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public void connect(int descriptor, byte[] socketAddress) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment address = arena.allocateFrom(ValueLayout.JAVA_BYTE, socketAddress);
            checked((int) CONNECT.invokeExact(state, descriptor, address, socketAddress.length), state, "connect");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public void setSocketOption(int descriptor, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocateFrom(INT, value);
            setsockopt(arena, descriptor, level, option, pointer);
        }
    }

    @Override
    public void setSocketTimeout(int descriptor, int option, long millis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocateFrom(LONG, millis / 1000, millis % 1000 * 1000);
            setsockopt(arena, descriptor, LinuxConstants.SOL_SOCKET, option, pointer);
        }
    }

    private static void setsockopt(Arena arena, int descriptor, int level, int option, MemorySegment value) {
        try {
            MemorySegment state = arena.allocate(CALL_STATE);
            int size = (int) value.byteSize();
            int result = (int) SETSOCKOPT.invokeExact(state, descriptor, level, option, value, size);
            checked(result, state, "setsockopt");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public int send(int descriptor, byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            long sent = (long) SEND.invokeExact(state, descriptor, buffer, (long) bytes.length, 0);
            return checked((int) sent, state, "send");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public int receive(int descriptor, NativeBuffer into) {
        try {
            MemorySegment state = into.state();
            MemorySegment buffer = into.segment();
            long received = (long) RECV.invokeExact(state, descriptor, buffer, buffer.byteSize(), MSG_TRUNC);
            return checked((int) received, state, "recv");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public int open(Path path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment name = arena.allocateFrom(path.toString());
            return checked((int) OPEN.invokeExact(state, name, flags), state, "open(" + path + ")");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public void setNamespace(int descriptor, int namespaceType) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            checked((int) SETNS.invokeExact(state, descriptor, namespaceType), state, "setns");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public int adjustClock(NativeBuffer timex) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment buffer = timex.segment();
            return checked((int) ADJTIMEX.invokeExact(state, buffer), state, "adjtimex");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    @Override
    public void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            checked((int) CLOSE.invokeExact(state, descriptor), state, "close");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int checked(int result, MemorySegment state, String call) {
        if (result < 0) {
            throw new SystemCallException(call, new Errno((int) ERRNO.get(state, 0L)));
        }
        return result;
    }

    /** invokeExact declares Throwable; what arrives is ours, a programming error, or the JVM's. */
    static RuntimeException unexpected(Throwable failure) {
        return switch (failure) {
            case RuntimeException ours -> ours;
            case Error fatal -> throw fatal;
            default -> new IllegalStateException("a native call failed in the JVM", failure);
        };
    }

    @SuppressWarnings("restricted") // the one place that links native code
    static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = Linker.Option.captureCallState("errno");
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, all);
    }

    /** Without errno: its capture makes a slice of the segment for each call, 40 bytes of the heap unless C2 sees through it. */
    @SuppressWarnings("restricted")
    static MethodHandle plainHandle(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
