package dev.lvsfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodePartitionTest {

    @Test
    void aNodeKeepsItsPartitionForEverSinceItsRecordsAreThere() {
        assertThat(NodePartition.of("director-1", 12)).isEqualTo(11);
        assertThat(NodePartition.of("director-2", 12)).isEqualTo(10);
        assertThat(NodePartition.of("", 12)).isEqualTo(9);
    }

    @Test
    void manyNodesSpreadOverEveryPartition() {
        var perPartition = IntStream.range(0, 1200)
                .mapToObj(i -> NodePartition.of("director-" + i, 12))
                .collect(Collectors.groupingBy(partition -> partition, Collectors.counting()));

        assertThat(perPartition.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(perPartition.values()).allSatisfy(nodes -> assertThat(nodes).isBetween(50L, 200L));
    }
}
