package dev.lvsfleet.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor reads out of files and programs, and what it says when they are not as expected. */
class NodeFilesTest {

    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Path program(String script) throws IOException {
        Path program = file("nft", "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void everyFileThatNamesModulesForTheBootCounts() throws IOException {
        file("ip_vs.conf", "# ours\n; not\n\n  ip-vs \nip_vs_wrr\n");
        file("other.conf", "tunnel4\n");
        file("notes.txt", "ip_gre\n");

        assertThat(new BootModulesClient(directory).read()).containsExactly("ip_vs", "ip_vs_wrr", "tunnel4");
        assertThat(new BootModulesClient(directory.resolve("nowhere")).read()).isEmpty();
    }

    @Test
    void selinuxIsReadWithTheDomainOfTheAgent() throws IOException {
        Path domain = file("current", "system_u:system_r:lvsfleet_t:s0\0");

        assertThat(new SecurityClient(file("enforce", "1"), domain).read())
                .isEqualTo(new Seen.Known<>(new Security(true, "system_u:system_r:lvsfleet_t:s0")));
        assertThat(new SecurityClient(file("enforce", "0"), domain).read())
                .isEqualTo(new Seen.Known<>(new Security(false, "")));
        assertThat(new SecurityClient(directory.resolve("nowhere"), domain).read())
                .isEqualTo(new Seen.Known<>(new Security(false, "")));
        assertThat(new SecurityClient(file("enforce", "1"), directory.resolve("nowhere")).read())
                .isInstanceOfSatisfying(
                        Seen.Unknown.class, it -> assertThat(it.reason()).contains("SELinux"));
    }

    @Test
    void aPacketFilterThatCannotBeReadIsNotTakenForAnOpenOne() throws Exception {
        Path none = directory.resolve("no-legacy-tables");

        assertThat(reason(none, directory.resolve("nowhere"))).contains("there is no nft");
        assertThat(reason(none, program("echo broken"))).contains("no form that is understood");
        assertThat(reason(none, program("exit 1"))).contains("CAP_NET_ADMIN");
        assertThat(reason(file("legacy", "filter\n"), program("echo '{}'"))).contains("old tables of iptables");
        assertThat(new FirewallClient(file("legacy", ""), List.of(program("echo '{\"nftables\":[]}'"))).read())
                .isEqualTo(new Seen.Known<>(Ruleset.NONE));
    }

    private static String reason(Path legacy, Path program) throws InterruptedException {
        return switch (new FirewallClient(legacy, List.of(program)).read()) {
            case Seen.Known<Ruleset> known -> "read: " + known;
            case Seen.Unknown<Ruleset>(String reason, String _) -> reason;
        };
    }
}
