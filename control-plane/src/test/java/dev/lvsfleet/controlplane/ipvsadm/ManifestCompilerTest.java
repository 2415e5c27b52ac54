package dev.lvsfleet.controlplane.ipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestCompilerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aSavedServiceBecomesAnEntryThatCanBeCreated() throws Exception {
        ImportedTable imported = ManifestCompiler.compile("""
                -A -t 192.168.148.161:80 -s wrr -p 300 -M 255.255.255.0
                -a -t 192.168.148.161:80 -r 192.168.148.132:80 -g -w 3
                -a -t 192.168.148.161:80 -r 192.168.148.133:8080 -m -w 0 -x 100 -y 50
                """, "edge");

        assertThat(imported.notCarried()).isEmpty();
        assertThat(imported.manifest()).extracting(ImportedTable.Item::kind).containsExactly("VirtualService");
        assertThat(spec(imported)).isEqualTo(JSON.readTree("""
                {"name": "tcp-192-168-148-161-80", "group": "edge", "address": "192.168.148.161", "port": 80,
                 "protocol": "tcp", "scheduler": "wrr", "schedulerFlags": [],
                 "persistence": {"timeout": "5m", "prefix": 24}, "forwarding": "dr",
                 "realServers": [
                   {"address": "192.168.148.132", "port": 80, "weight": 3, "upperThreshold": 0, "lowerThreshold": 0,
                    "forwarding": "dr"},
                   {"address": "192.168.148.133", "port": 8080, "weight": 0, "upperThreshold": 100,
                    "lowerThreshold": 50, "forwarding": "nat"}]}
                """));
    }

    @Test
    void oneOfEverythingElseIsCarriedToo() throws Exception {
        ImportedTable imported = ManifestCompiler.compile("""
                -A -u [2001:db8::161]:5060 -s mh -b mh-fallback,mh-port
                -a -u [2001:db8::161]:5060 -r 192.0.2.9:5060 -i --tun-type gue --tun-port 6080 --tun-csum
                -A -f 4294967295 -6 -s fo
                -A -u 192.0.2.1:53 -s rr -o
                -A -t 192.0.2.1:0 -s rr -p 60
                -a -t 192.0.2.1:0 -r 192.0.2.7:0 -g -w 1
                -A --sctp-service 192.0.2.1:9899 -s wlc
                """, "edge");

        assertThat(imported.notCarried()).isEmpty();
        assertThat(imported.manifest())
                .extracting(it -> it.spec().path("name").asText())
                .containsExactly(
                        "udp-2001-db8--161-5060",
                        "mark-4294967295-ipv6",
                        "udp-192-0-2-1-53",
                        "tcp-192-0-2-1-0",
                        "sctp-192-0-2-1-9899");
        JsonNode first = spec(imported);
        assertThat(first.path("schedulerFlags")).isEqualTo(JSON.readTree("[\"mh-fallback\", \"mh-port\"]"));
        assertThat(first.at("/realServers/0/tunnel"))
                .isEqualTo(JSON.readTree("{\"type\": \"gue\", \"port\": 6080, \"checksum\": \"csum\"}"));
    }

    @Test
    void aRealServerThatTheKernelWouldBreakOnIsNamedAndTheOthersAreCarried() {
        ImportedTable imported = ManifestCompiler.compile("""
                -A -t 192.0.2.1:80 -s rr
                -a -t 192.0.2.1:80 -r 192.0.2.1:80 -g -w 1
                -a -t 192.0.2.1:80 -r 192.0.2.7:80 -g -w 1
                """, "edge");

        assertThat(imported.notCarried())
                .singleElement()
                .hasToString("line 2 (-a -t 192.0.2.1:80 -r 192.0.2.1:80 -g -w 1): address: Must not be the virtual"
                        + " address itself.");
        assertThat(spec(imported).path("realServers")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -A -t 192.0.2.1:80 -s maglev2            | scheduler: Must be one of
            -A -t 192.0.2.1:80 -s rr -b flag-2       | schedulerFlags[0]: Must be one of
            -A -t 224.0.0.18:80 -s rr                | address: Must be
            -A -t 192.0.2.1:80 -s rr -o              | schedulerFlags: ops is for udp alone
            -A -t 192.0.2.1:80 -s rr -p 60 --pe sip  | persistence.engine: sip is for udp alone
            """)
    void aServiceThatIsRefusedIsNamedWithAllItsLines(String line, String reason) {
        String name = line.replaceAll("-A (-t \\S+) .*", "$1");

        ImportedTable imported = ManifestCompiler.compile(line + "\n-a " + name + " -r 192.0.2.7:80 -g -w 1\n", "edge");

        assertThat(imported.manifest()).isEmpty();
        assertThat(imported.notCarried()).hasSize(2);
        assertThat(imported.notCarried().getFirst().reason()).startsWith(reason);
        assertThat(imported.notCarried().getLast().reason()).isEqualTo("its service, line 1, is not carried");
    }

    @Test
    void linesThatAreNoneAreNamedInTheOrderOfTheText() {
        ImportedTable imported = ManifestCompiler.compile("""
                -A -t 224.0.0.18:80 -s rr
                nonsense
                -A -t www.example.org:80 -s rr
                """, "edge");

        assertThat(imported.notCarried().stream().map(it -> it.number())).isEqualTo(List.of(1, 2, 3));
    }

    private static JsonNode spec(ImportedTable imported) {
        return imported.manifest().getFirst().spec();
    }
}
