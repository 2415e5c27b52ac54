package dev.lvsfleet.agent.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Examination;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /api/v1/doctor} answers.
 *
 * @param since when these findings were found first; absent before the first examination
 * @param findings the worst first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExaminationView(String node, @Nullable Instant since, List<FindingView> findings) {

    /** One finding; docs/doctor.md has every code. */
    public record FindingView(String code, String severity, String subject, String evidence, String remedy) {}

    static ExaminationView of(String node, @Nullable Examination examination) {
        return examination == null
                ? new ExaminationView(node, null, List.of())
                : new ExaminationView(
                        node,
                        examination.since(),
                        examination.findings().stream()
                                .map(it -> new FindingView(
                                        it.code(),
                                        ContractJson.word(it.severity()),
                                        it.subject(),
                                        it.evidence(),
                                        it.remedy()))
                                .toList());
    }
}
