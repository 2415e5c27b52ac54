package dev.lvsfleet.linux.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleClientTest {

    @TempDir
    Path root;

    @Test
    void aModuleWithADirectoryIsLoadedHoweverItsNameIsSpelled() throws IOException {
        Files.createDirectories(root.resolve("sys/module/ip_vs"));
        ModuleClient client = new ModuleClient(root);

        assertThat(client.isLoaded("ip_vs")).isTrue();
        assertThat(client.isLoaded("ip-vs")).isTrue();
        assertThat(client.isLoaded("ipip")).isFalse();
    }

    @Test
    void aPartOfTheKernelIsLoaded() throws IOException {
        write("proc/sys/kernel/osrelease", "6.1.0\n");
        write("lib/modules/6.1.0/modules.builtin", "kernel/net/ipv4/ipip.ko\nkernel/net/ipv4/ip_gre.ko\n");
        ModuleClient client = new ModuleClient(root);

        assertThat(client.isLoaded("ipip")).isTrue();
        assertThat(client.isLoaded("gre")).isFalse();
    }

    @Test
    void theKernelsOwnProgramLoadsIt() throws Exception {
        Path program = write("modprobe", "#!/bin/sh\nmkdir -p " + root + "/sys/module/$3\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        write("proc/sys/kernel/modprobe", program + "\n");
        ModuleClient client = new ModuleClient(root);

        assertThat(client.load("ip_vs_wrr")).isEmpty();
        assertThat(client.isLoaded("ip_vs_wrr")).isTrue();
    }

    @Test
    void whyAModuleCouldNotBeLoadedIsSaid() throws Exception {
        write("proc/sys/kernel/modprobe", "/bin/false\n");
        assertThat(new ModuleClient(root).load("ip_vs"))
                .hasValueSatisfying(it -> assertThat(it).contains("ip_vs"));

        write("proc/sys/kernel/modprobe", root.resolve("nowhere") + "\n");
        assertThat(new ModuleClient(root).load("ip_vs"))
                .hasValueSatisfying(it -> assertThat(it).contains("nowhere"));
    }

    @Test
    void whatIsNoNameReachesNoProgram() {
        assertThatThrownBy(() -> new ModuleClient(root).load("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    private Path write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, content);
    }
}
