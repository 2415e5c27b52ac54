package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.ipvs.text.IpvsadmReader;
import dev.lvsfleet.ipvs.text.IpvsadmReading;
import dev.lvsfleet.ipvs.text.IpvsadmWriter;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkSocket;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real kernel keeps the contract; runs as root where the IPVS tables are empty and the module can be unloaded. */
@Tag("kernel")
class RealKernelIpvsIT extends IpvsContract {

    @Override
    NetlinkTransport connect() {
        return NetlinkSocket.open(NetlinkConstants.NETLINK_GENERIC);
    }

    @Override
    String networkInterface() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(RealKernelIpvsIT::canMulticast)
                    .map(NetworkInterface::getName)
                    .findFirst()
                    .orElseThrow();
        } catch (SocketException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean canMulticast(NetworkInterface it) {
        try {
            return it.isUp() && !it.isLoopback() && it.supportsMulticast();
        } catch (SocketException e) {
            return false;
        }
    }

    @Override
    void reloadModule() throws IOException {
        String modprobe = Files.readString(Path.of("/proc/sys/kernel/modprobe")).strip();
        List<String> parts = Files.readAllLines(Path.of("/proc/modules")).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(name -> name.startsWith("ip_vs_"))
                .toList();
        for (String part : parts) {
            run("", modprobe, "-r", part);
        }
        if (Files.readAllLines(Path.of("/proc/modules")).stream().anyMatch(line -> line.startsWith("ip_vs "))) {
            run("", modprobe, "-r", "ip_vs");
        }
        run("", modprobe, "ip_vs");
    }

    @Test
    void whatIsExportedIsRestoredByIpvsadmAndWhatItSavesIsRead() {
        Seeds.forEach(40, random -> {
            IpvsTable table = named(IpvsadmReader.read(
                            IpvsadmWriter.write(RandomTables.table(random)).text())
                    .table());
            assertThat(run(IpvsadmWriter.write(table).text(), "ipvsadm", "-R")).isEmpty();
            assertThat(client.dump()).isEqualTo(new IpvsDump(table, List.of()));

            IpvsadmReading saved = IpvsadmReader.read(run("", "ipvsadm", "-S", "-n"));

            assertThat(saved.notCarried()).isEmpty();
            assertThat(saved.table()).isEqualTo(asSaved(table));
            flush();
        });
    }

    /** ipvsadm saves no thresholds. */
    private static IpvsTable asSaved(IpvsTable table) {
        return IpvsTable.of(table.services().values().stream()
                .map(entry -> ServiceEntry.of(
                        entry.service(),
                        entry.destinations().values().stream()
                                .map(it -> Destination.of(it.key(), it.forwarding(), it.weight()))
                                .toList()))
                .toList());
    }

    /** Of the hashing schedulers' flags ipvsadm saves those that have a name; for the other one alone, half a line. */
    private static IpvsTable named(IpvsTable table) {
        return IpvsTable.of(table.services().values().stream()
                .map(entry -> new ServiceEntry(named(entry.service()), entry.destinations()))
                .toList());
    }

    private static VirtualService named(VirtualService service) {
        EnumSet<SchedulerFlag> flags = EnumSet.noneOf(SchedulerFlag.class);
        flags.addAll(service.flags());
        if (service.scheduler().equals("sh") || service.scheduler().equals("mh")) {
            flags.remove(SchedulerFlag.THIRD);
        }
        return new VirtualService(service.key(), service.scheduler(), flags, service.persistence());
    }

    private static String run(String input, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (OutputStream to = process.getOutputStream()) {
                to.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
            return said;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void carryOne(ServiceKey.Endpoint service, DestinationKey destination) throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(destination.port(), destination.address());
                DatagramSocket sender = new DatagramSocket()) {
            receiver.setSoTimeout(5000);
            byte[] content = {1, 2, 3};
            sender.send(new DatagramPacket(content, content.length, service.address(), service.port()));
            receiver.receive(new DatagramPacket(new byte[10], 10));
        }
    }
}
