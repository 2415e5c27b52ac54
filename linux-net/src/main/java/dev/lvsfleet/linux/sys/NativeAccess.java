package dev.lvsfleet.linux.sys;

import java.util.Locale;

/** Whether this JVM may call C, said in a sentence before the linker says it in a stack trace. */
final class NativeAccess {

    private NativeAccess() {}

    static void require() {
        require(
                System.getProperty("os.name", ""),
                NativeAccess.class.getModule().isNativeAccessEnabled(),
                NativeAccess.class.getModule().isNamed()
                        ? NativeAccess.class.getModule().getName()
                        : "ALL-UNNAMED");
    }

    static void require(String operatingSystem, boolean enabled, String module) {
        if (!operatingSystem.toLowerCase(Locale.ROOT).startsWith("linux")) {
            throw new IllegalStateException(
                    "this program talks to a Linux kernel and runs on Linux only, not on " + operatingSystem);
        }
        if (!enabled) {
            throw new IllegalStateException(
                    "this program calls the C library: start java with --enable-native-access=" + module);
        }
    }
}
