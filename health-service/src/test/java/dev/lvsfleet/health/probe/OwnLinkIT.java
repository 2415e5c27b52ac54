package dev.lvsfleet.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.health.judgement.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a prober in a network of its own finds; the network is a namespace that ends with the process in it. */
@Tag("integration")
class OwnLinkIT {

    private static final String WIRE =
            "ip link add name near type veth peer name far && ip link set far up && ip link set near up"
                    + " && ip addr add 192.0.2.9/24 dev near";
    private static final String UNTIL_NOTICED =
            "until ip -o link show near | grep -q 'state \\(DOWN\\|LOWERLAYERDOWN\\)';" + " do sleep 0.05; done";

    @Test
    void withoutALinkAFailureCondemnsNobody() throws Exception {
        assertThat(inANamespace("true"))
                .startsWith("Blind[evidence=no network interface of this host has a link; gone");
    }

    @Test
    void withALinkAFailureIsTheTargets() throws Exception {
        assertThat(inANamespace(WIRE)).isEqualTo("Failed[evidence=gone]");
    }

    @Test
    void aLinkWhoseOtherEndIsDownIsNone() throws Exception {
        assertThat(inANamespace(WIRE + " && ip link set far down && " + UNTIL_NOTICED))
                .startsWith("Blind");
    }

    private static String inANamespace(String preparation) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "unshare",
                        "--net",
                        "sh",
                        "-c",
                        preparation + " && exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said.strip();
    }

    /** Judges one failure in the network it is started in. */
    static final class Main {

        private Main() {}

        public static void main(String[] none) {
            System.out.println(OwnLink.judged(new Finding.Failed("gone"), InetAddress.ofLiteral("192.0.2.1")));
        }
    }
}
