package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that the README begins with is what a user's module needs, and does what it seems to do. */
@Tag("integration")
class ReadmeExampleIT {

    private static final String MODULE = "module example { requires dev.lvsfleet.ipvs; }";

    private static final String FRAME = """
            package example;
            import dev.lvsfleet.ipvs.*;
            import dev.lvsfleet.ipvs.plan.*;
            import dev.lvsfleet.ipvs.text.*;
            import java.net.InetAddress;
            import java.util.*;

            public class Example {
                public static void main(String[] arguments) {
            @CODE@
                }
            }
            """;

    private static final String FAKE = "new IpvsClient(new dev.lvsfleet.linux.netlink.NetlinkConnection("
            + "new dev.lvsfleet.ipvs.testing.FakeKernel().connect()))";

    @TempDir
    private Path directory;

    @Test
    void itCompilesAsAModuleOfItsOwnAndServes() throws Exception {
        String code = firstJavaBlock(Files.readString(Path.of("README.md")));
        assertThat(code).contains("IpvsClient.open()");
        compile(source("module-info", MODULE), source("Example", frame(code)));

        assertThat(run())
                .contains("-A -t 192.0.2.161:80 -s sh")
                .contains("-r 192.0.2.132:80 -g -w 3")
                .contains("TCP 192.0.2.161:80 TrafficCounters[connections=0");
    }

    private static String firstJavaBlock(String page) {
        int begin = page.indexOf("```java\n") + "```java\n".length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    private static String frame(String code) {
        return FRAME.replace("@CODE@", code.replace("IpvsClient.open()", FAKE));
    }

    private Path source(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name + ".java"), text);
    }

    private void compile(Path... sources) {
        StringWriter said = new StringWriter();
        Stream<String> options = Stream.of(
                "-proc:none", "-Xlint:all", "-Werror", "--module-path", modules(), "-d", directory.toString());
        String[] arguments = Stream.concat(options, Arrays.stream(sources).map(Path::toString))
                .toArray(String[]::new);
        int exitCode = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(new PrintWriter(said, true), new PrintWriter(said, true), arguments);
        assertThat(exitCode).as("javac: %s", said).isZero();
    }

    private String run() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modules() + ":" + directory,
                        "--enable-native-access=dev.lvsfleet.linux",
                        "-m",
                        "example/example.Example")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** The library, what it stands on, and the annotations that only a compiler reads. */
    private static String modules() {
        return Stream.of(where(IpvsClient.class), where(NetlinkConnection.class), where(NullMarked.class))
                .collect(Collectors.joining(":"));
    }

    private static String where(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
