package dev.lvsfleet.controlplane.virtualrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.controlplane.body.JsonBody;
import dev.lvsfleet.controlplane.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterReaderTest {

    private static RouterSpec advertisedFrom(String source) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode body = json.objectNode().put("name", "six").put("group", "edge");
        body.put("vrid", 51).set("addresses", json.arrayNode().add("2001:db8::161"));
        body.putArray("members")
                .addObject()
                .put("director", "director-1")
                .put("priority", 100)
                .put("source", source);
        return new JsonBody(body).as(fields -> RouterReader.read(fields, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "fe80::130, fe80::130",
        "FE80::130, fe80::130",
        "Fe80:0:0:0:0:0:0:0130, fe80::130",
        "febf::1, febf::1",
        "2001:DB8::130, 2001:db8::130"
    })
    void howALinkLocalSourceIsWrittenDoesNotMatter(String text, String stored) {
        assertThat(advertisedFrom(text).members().getFirst().source())
                .extracting(AddressText::of)
                .isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "FE80::130%1, without zone",
        "[fe80::130], without zone",
        "FE80::130/64, without a prefix length",
        "fe80:zz, Must be an",
        "fec0::1%1, without zone"
    })
    void whatIsNoAddressAloneIsRefused(String text, String reason) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> advertisedFrom(text))
                .satisfies(refused -> assertThat(refused.problem().errors())
                        .singleElement()
                        .satisfies(error -> {
                            assertThat(error.field()).isEqualTo("members[0].source");
                            assertThat(error.message()).contains(reason);
                        }));
    }
}
