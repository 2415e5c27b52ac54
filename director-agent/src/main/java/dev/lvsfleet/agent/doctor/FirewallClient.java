package dev.lvsfleet.agent.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Reads the packet filter of the calling thread's network namespace through nft(8): it knows every expression of every
 * kernel, which a reader of our own would not. Stateless and thread-safe.
 */
final class FirewallClient {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_RULESET = 8 << 20;
    private static final String INSTALL = "install the package nftables";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path legacyTables;
    private final List<Path> places;

    FirewallClient() {
        this(
                Path.of("/proc/thread-self/net/ip_tables_names"),
                Stream.of("/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft")
                        .map(Path::of)
                        .toList());
    }

    FirewallClient(Path legacyTables, List<Path> places) {
        this.legacyTables = legacyTables;
        this.places = List.copyOf(places);
    }

    Seen<Ruleset> read() throws InterruptedException {
        Optional<Path> program = places.stream().filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) {
            return new Seen.Unknown<>("there is no nft to list the packet filter's rules", INSTALL);
        }
        try {
            if (Files.exists(legacyTables) && hasLegacyTables()) {
                return new Seen.Unknown<>(
                        "the old tables of iptables are in use, which nft does not show",
                        "move them to nftables: iptables-legacy-save | iptables-nft-restore");
            }
            return new Seen.Known<>(RulesetCompiler.compile(JSON.readTree(listed(program.get()))));
        } catch (JsonProcessingException e) {
            return new Seen.Unknown<>("nft lists the rules in no form that is understood", INSTALL);
        } catch (IOException e) {
            return new Seen.Unknown<>("the packet filter could not be read: " + e.getMessage(), INSTALL);
        }
    }

    /** The kernel names each table that was ever used, one a line. Its file has no length. */
    private boolean hasLegacyTables() throws IOException {
        return !Files.readString(legacyTables).isBlank();
    }

    private static byte[] listed(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "-j", "list", "ruleset")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream output = process.getInputStream()) {
            CompletableFuture<byte[]> all = CompletableFuture.supplyAsync(() -> whole(output));
            byte[] text = all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new IOException("nft ended with an error; it takes CAP_NET_ADMIN");
            }
            return text;
        } catch (TimeoutException e) {
            throw new IOException("nft did not end within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static byte[] whole(InputStream output) {
        try {
            byte[] text = output.readNBytes(LONGEST_RULESET + 1);
            if (text.length > LONGEST_RULESET) {
                throw new IllegalStateException("more than " + LONGEST_RULESET + " bytes of rules");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
