package dev.lvsfleet.ipvs.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.ipvs.AddressFamily;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.Encapsulation;
import dev.lvsfleet.ipvs.Encapsulation.Checksum;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.Persistence;
import dev.lvsfleet.ipvs.RandomTables;
import dev.lvsfleet.ipvs.SchedulerFlag;
import dev.lvsfleet.ipvs.Seeds;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IpvsadmTextTest {

    private static final ServiceKey WEB = key(TransportProtocol.TCP, "198.51.100.1", 80);
    private static final ServiceKey CALLS = key(TransportProtocol.UDP, "2001:db8::1", 5060);

    private static final IpvsTable TABLE = IpvsTable.of(List.of(
            ServiceEntry.of(
                    new VirtualService(WEB, "sh", Set.of(SchedulerFlag.PORT), new Persistence.Sticky(300, 24)),
                    List.of(
                            Destination.of(real("192.0.2.1", 80), ForwardingMethod.DIRECT_ROUTE, 3),
                            new Destination(real("192.0.2.2", 8080), ForwardingMethod.MASQUERADE, 0, 20, 10),
                            Destination.of(
                                    real("192.0.2.3", 80),
                                    new ForwardingMethod.Tunnel(new Encapsulation.Gue(6080, Checksum.UDP)),
                                    1))),
            ServiceEntry.of(
                    new VirtualService(
                            CALLS, "rr", Set.of(SchedulerFlag.ONE_PACKET), new Persistence.Sticky(60, 64, "sip")),
                    List.of()),
            ServiceEntry.of(VirtualService.of(new ServiceKey.FirewallMark(AddressFamily.IPV6, -1), "wlc"), List.of())));

    @Test
    void aTableIsWrittenLineByLine() {
        assertThat(IpvsadmWriter.write(TABLE)).isEqualTo(new IpvsadmText("""
                -A -t 198.51.100.1:80 -s sh -p 300 -M 255.255.255.0 -b flag-2
                -a -t 198.51.100.1:80 -r 192.0.2.1:80 -g -w 3
                -a -t 198.51.100.1:80 -r 192.0.2.2:8080 -m -w 0 -x 20 -y 10
                -a -t 198.51.100.1:80 -r 192.0.2.3:80 -i --tun-type gue --tun-port 6080 --tun-csum -w 1
                -A -u [2001:db8:0:0:0:0:0:1]:5060 -s rr -p 60 -M 64 --pe sip -o
                -A -f 4294967295 -6 -s wlc
                """, List.of()));
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        IpvsadmReading reading = IpvsadmReader.read(IpvsadmWriter.write(TABLE).text());

        assertThat(reading.table()).isEqualTo(TABLE);
        assertThat(reading.notCarried()).isEmpty();
    }

    @Test
    void eachEntryIsKnownByItsLine() {
        IpvsadmReading reading = IpvsadmReader.read("""
                # saved by hand
                -A -t 198.51.100.1:80
                -a -t 198.51.100.1:80 -r 192.0.2.1:80
                """);

        assertThat(reading.lines())
                .isEqualTo(Map.of(
                        WEB,
                        new ServiceLines(
                                new SourceLine(2, "-A -t 198.51.100.1:80"),
                                Map.of(
                                        real("192.0.2.1", 80),
                                        new SourceLine(3, "-a -t 198.51.100.1:80 -r 192.0.2.1:80")))));
    }

    @Test
    void wordsMayBeLongAndDefaultsLeftOut() {
        IpvsadmReading reading = IpvsadmReader.read("""
                # saved by hand

                ipvsadm --add-service --tcp-service 198.51.100.1:80 --persistent
                ipvsadm --add-server --tcp-service=198.51.100.1:80 --real-server 192.0.2.1
                -A --fwmark-service 7 -s mh -b mh-fallback,mh-port
                -a -f 7 -r 192.0.2.1
                """);

        assertThat(reading.notCarried()).isEmpty();
        assertThat(reading.table())
                .isEqualTo(IpvsTable.of(List.of(
                        ServiceEntry.of(
                                new VirtualService(WEB, "wlc", Set.of(), new Persistence.Sticky(300, 32)),
                                List.of(Destination.of(real("192.0.2.1", 80), ForwardingMethod.DIRECT_ROUTE, 1))),
                        ServiceEntry.of(
                                new VirtualService(
                                        new ServiceKey.FirewallMark(AddressFamily.IPV4, 7),
                                        "mh",
                                        Set.of(SchedulerFlag.FALLBACK, SchedulerFlag.PORT),
                                        Persistence.NONE),
                                List.of(Destination.of(real("192.0.2.1", 0), ForwardingMethod.DIRECT_ROUTE, 1))))));
    }

    /** The C library reads a leading zero as octal, Java as decimal. */
    @Test
    void anAddressThatReadersReadDifferentlyIsRefusedByItsLine() {
        IpvsadmReading reading = IpvsadmReader.read("""
                -A -t 010.1.1.20:80 -s rr
                -A -t 198.51.100.1:80 -s rr
                -a -t 198.51.100.1:80 -r 192.0.2.007:80
                -a -t 198.51.100.1:80 -r 192.0.2:80
                -a -t 198.51.100.1:80 -r [::ffff:192.0.2.1]:80
                """);

        assertThat(reading.notCarried()).extracting(NotCarried::number).containsExactly(1, 3, 4, 5);
        assertThat(reading.notCarried())
                .allSatisfy(it -> assertThat(it.reason()).contains("a.b.c.d without leading zeros"));
        assertThat(reading.notCarried().getFirst().reason()).contains("'010.1.1.20'");
    }

    @Test
    void everyLineThatCannotBeCarriedIsNamedWithItsNumberAndReason() {
        IpvsadmReading reading = IpvsadmReader.read("""
                -A -t www.example.org:80 -s rr
                -A -t 198.51.100.1:http -s rr
                -A -t 198.51.100.1:80 -s rr
                -A -t 198.51.100.1:80 -s wrr
                -a -t 198.51.100.2:80 -r 192.0.2.1:80 -g
                -a -t 198.51.100.1:80 -r 192.0.2.1:80 -g -m
                -a -t 198.51.100.1:80 -r 192.0.2.1:80 -g --tun-type gue
                -a -t 198.51.100.1:80 -r [2001:db8::1]:80 -g
                -a -t 198.51.100.1:80 -r 192.0.2.1:80 -i --tun-type vxlan
                -a -t 198.51.100.1:80 -r 192.0.2.1:80 -w -1
                -a -t 198.51.100.1:80 -r 192.0.2.1:80 -x 1 -y 2
                -A -t 198.51.100.1:81 -s rr -b sh-port
                -A -t 198.51.100.1:0 -s rr
                -A -t 198.51.100.1:82 -p 60 -M 255.0.255.0
                -A -f 0 -s rr
                -D -t 198.51.100.1:80
                --start-daemon master
                -A -s rr
                -A -t
                """);

        assertThat(reading.notCarried().stream().map(it -> it.number() + ": " + it.reason()))
                .containsExactly(
                        "1: 'www.example.org' is not an address in numbers",
                        "2: port http is not a number of 0 to 65535",
                        "4: TCP 198.51.100.1:80 is there twice",
                        "5: TCP 198.51.100.2:80 is not in a line before it that could be carried",
                        "6: it has more than one of -g, -m and -i",
                        "7: --tun-type has no meaning here",
                        "8: a server of the other IP version is reached only through a tunnel",
                        "9: tunnel type vxlan is not ipip, gre or gue",
                        "10: -w lacks its value",
                        "11: 192.0.2.1:80: weight 1 or thresholds 2..1 are out of range",
                        "12: scheduler rr has no flag 'sh-port'",
                        "13: TCP 198.51.100.1:0: a service on every port takes persistence",
                        "14: netmask 255.0.255.0 is not ones followed by zeros",
                        "15: firewall mark 0 is every packet without a mark",
                        "16: '-D' is no option of a saved line",
                        "17: '--start-daemon' is no option of a saved line",
                        "18: it names no service (-t, -u, --sctp-service or -f)",
                        "19: -t lacks its value");
        assertThat(reading.table())
                .isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(VirtualService.of(WEB, "rr"), List.of()))));
    }

    @Test
    void whatIpvsadmCannotBeToldIsNamed() {
        VirtualService onePacket = new VirtualService(WEB, "rr", Set.of(SchedulerFlag.ONE_PACKET), Persistence.NONE);
        VirtualService mail = VirtualService.of(key(TransportProtocol.TCP, "198.51.100.1", 25), "rr");

        IpvsadmText written = IpvsadmWriter.write(IpvsTable.of(List.of(
                ServiceEntry.of(onePacket, List.of()),
                ServiceEntry.of(
                        mail,
                        List.of(
                                Destination.of(real("192.0.2.1", 26), ForwardingMethod.DIRECT_ROUTE, 1),
                                new Destination(real("192.0.2.2", 25), ForwardingMethod.TUNNEL, 1, 65536, 0))))));

        assertThat(written.text()).isEqualTo("-A -t 198.51.100.1:25 -s rr\n");
        assertThat(written.notCarried())
                .containsExactly(
                        "service TCP 198.51.100.1:80: ipvsadm takes one-packet scheduling (-o) only with UDP",
                        "destination 192.0.2.1:26 of TCP 198.51.100.1:25: ipvsadm maps ports only with masquerading",
                        "destination 192.0.2.2:25 of TCP 198.51.100.1:25: ipvsadm takes thresholds up to 65535");
    }

    @Test
    void everyTableIsReadAsItWasWrittenButForWhatIsNamed() {
        Seeds.forEach(2000, random -> {
            IpvsTable table = RandomTables.table(random);

            IpvsadmText written = IpvsadmWriter.write(table);
            IpvsadmReading read = IpvsadmReader.read(written.text());

            assertThat(read.notCarried()).isEmpty();
            read.table().services().forEach((key, entry) -> {
                ServiceEntry origin = Objects.requireNonNull(table.services().get(key));
                assertThat(entry.service()).isEqualTo(origin.service());
                assertThat(origin.destinations()).containsAllEntriesOf(entry.destinations());
            });
            assertThat(lines(read.table())
                            + written.notCarried().size()
                            + table.services().values().stream()
                                    .filter(it -> !read.table()
                                            .services()
                                            .containsKey(it.service().key()))
                                    .mapToInt(it -> it.destinations().size())
                                    .sum())
                    .isEqualTo(lines(table));
        });
    }

    private static int lines(IpvsTable table) {
        return table.services().values().stream()
                .mapToInt(it -> 1 + it.destinations().size())
                .sum();
    }

    private static ServiceKey key(TransportProtocol protocol, String address, int port) {
        return new ServiceKey.Endpoint(protocol, InetAddress.ofLiteral(address), port);
    }

    private static DestinationKey real(String address, int port) {
        return new DestinationKey(InetAddress.ofLiteral(address), port);
    }
}
