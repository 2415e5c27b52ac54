package dev.lvsfleet.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.NodePartition;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.contract.signature.DocumentVerifier;
import dev.lvsfleet.contract.signature.KeyFiles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class PublishIT {

    @Test
    void aCreatedServiceReachesItsDirectorSignedInItsOwnPartition() throws Exception {
        Fleet fleet = Fleet.create();
        long revision = Fleet.post("/api/v1/virtual-services", fleet.service("web-" + fleet.site(), 3))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("revision");

        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().untilAsserted(() -> assertThat(newest(bus).revision()).isEqualTo(revision));
            ConsumerRecord<String, byte[]> published = bus.records().getLast();
            assertThat(published.partition()).isEqualTo(NodePartition.of(fleet.director(), 12));
            Path directory = Path.of(ConfigProvider.getConfig().getValue("lvsfleet.data-dir", String.class));
            DocumentVerifier verifier =
                    new DocumentVerifier(List.of(KeyFiles.readPublicKey(directory.resolve("fleet.pub"))));
            assertThat(verifier.accepts(
                            published.value(),
                            published
                                    .headers()
                                    .lastHeader(DocumentSigner.HEADER)
                                    .value()))
                    .isTrue();
        }
        try (Bus targets = new Bus(Topic.PROBE_TARGETS, fleet.site())) {
            await().untilAsserted(() -> assertThat(
                            targets.records().stream().map(ConsumerRecord::key).distinct())
                    .hasSize(2));
        }
    }

    private static DesiredState newest(Bus bus) throws Exception {
        List<ConsumerRecord<String, byte[]>> records = bus.records();
        assertThat(records).isNotEmpty();
        return ContractJson.decode(records.getLast().value(), DesiredState.class, DesiredState.SCHEMA);
    }
}
