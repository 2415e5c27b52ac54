package dev.lvsfleet.agent.verdict;

import dev.lvsfleet.agent.file.AtomicFile;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.MalformedRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the verdicts on disk, so that a real server that was out stays out across a restart without a bus.
 *
 * <p>{@code verdicts.json} holds one verdict a line, each as it is on the bus. Not thread-safe; one thread owns it.
 */
public final class VerdictStore {

    /** Several times what a board of the largest fleet has; a file that is larger was not written by this agent. */
    private static final long LARGEST = 256L << 20;

    private final AtomicFile file;

    public VerdictStore(Path stateDirectory) {
        this.file = new AtomicFile(stateDirectory.resolve("verdicts.json"));
    }

    /** What was kept; none when nothing ever was.
     *
     * @throws IOException when the file cannot be read or is damaged; the message names it */
    public Verdicts read() throws IOException {
        if (Files.exists(file.path()) && Files.size(file.path()) > LARGEST) {
            throw new IOException(file.path() + " is larger than " + (LARGEST >> 20) + " MiB");
        }
        Optional<byte[]> content = file.read();
        return content.isEmpty() ? Verdicts.NONE : parse(new String(content.get(), StandardCharsets.UTF_8));
    }

    /** Returns when the verdicts would survive a power cut. */
    public void write(Verdicts verdicts) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (HealthVerdict verdict : verdicts.byTarget().values()) {
            lines.write(ContractJson.encode(verdict));
            lines.write('\n');
        }
        file.write(lines.toByteArray());
    }

    private Verdicts parse(String lines) throws IOException {
        Map<String, HealthVerdict> byTarget = new LinkedHashMap<>();
        for (String line : lines.lines().toList()) {
            try {
                HealthVerdict verdict = ContractJson.decode(
                        line.getBytes(StandardCharsets.UTF_8), HealthVerdict.class, HealthVerdict.SCHEMA);
                byTarget.put(verdict.target(), verdict);
            } catch (MalformedRecordException e) {
                throw new IOException(file.path() + " is damaged: " + e.getMessage(), e);
            }
        }
        return new Verdicts(byTarget);
    }
}
