package dev.lvsfleet.linux.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** getsockopt(2), by which tests see what is in force; the product only sets. */
public final class SocketOption {

    private static final MethodHandle GETSOCKOPT = ForeignLinuxLibrary.handle(
            "getsockopt",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS));

    private SocketOption() {}

    /** An option whose value is an {@code int}.
     *
     * @throws SystemCallException when the kernel refuses */
    public static int read(int descriptor, int level, int option) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ForeignLinuxLibrary.CALL_STATE);
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_INT, Integer.BYTES);
            int result = (int) GETSOCKOPT.invokeExact(state, descriptor, level, option, value, size);
            ForeignLinuxLibrary.checked(result, state, "getsockopt");
            return value.get(ValueLayout.JAVA_INT, 0);
        } catch (Throwable failure) {
            throw ForeignLinuxLibrary.unexpected(failure);
        }
    }
}
