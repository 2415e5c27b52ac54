package dev.lvsfleet.controlplane.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.NothingStored;
import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that cannot be read is a problem that says why, and leaves nothing behind. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class BadBodyIT {

    private static final String SERVICES = "/api/v1/virtual-services";

    @Inject
    DataSource database;

    private @Nullable NothingStored guard;

    @BeforeEach
    void begin() {
        guard = NothingStored.from(database);
    }

    @AfterEach
    void nothingWasStoredOrIsAboutToBePublished() {
        Objects.requireNonNull(guard).check();
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        for (String body : List.of("", "not json", "{'name':", "[]", "{'name':'a','name':'b'}", "{} {}")) {
            Fleet.post(SERVICES, body)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", not(containsString("Source")));
        }
    }

    @Test
    void aBodyOfTenMegabytesIsRefused() {
        Response refused = Fleet.post(SERVICES, " ".repeat(10 << 20));
        refused.then().statusCode(413).contentType("application/problem+json").body("detail", containsString("1 MiB"));
    }

    /** Without a Content-Length, and by a client that sends everything before it looks at the answer. */
    @Test
    void aBodyOfTenMegabytesInChunksIsRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + SERVICES + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Fleet.token()
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 160; i++) {
                out.write(chunk);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).as("all until the server closes").startsWith("HTTP/1.1 413 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
    void aBodyThatIsNotUtf8IsRefused(String charset) {
        refusedForItsEncoding(Fleet.json("{'name':'düsseldorf'}").getBytes(Charset.forName(charset)));
    }

    @Test
    void aBodyThatBeginsWithAByteOrderMarkIsRefused() {
        refusedForItsEncoding(Fleet.json("\ufeff{'name':'cologne'}").getBytes(StandardCharsets.UTF_8));
    }

    private static void refusedForItsEncoding(byte[] body) {
        Fleet.authorized()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/sites")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", startsWith("The body must be UTF-8 without a byte order mark: "));
    }

    /** On a socket, because a client library would not send an empty header. */
    @Test
    void anEmptyMediaTypeIsRefused() throws IOException {
        assertThat(answer(
                        "POST /api/v1/sites",
                        "Content-Type:\r\nContent-Length: 15\r\nConnection: close\r\n\r\n"
                                + Fleet.json("{'name':'bonn'}")))
                .startsWith("HTTP/1.1 415 ")
                .contains("application/problem+json");
    }

    private static String answer(String methodAndPath, String rest) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((methodAndPath + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Fleet.token()
                                    + "\r\n" + rest)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anotherMediaTypeIsRefused() {
        Fleet.authorized()
                .contentType("text/plain")
                .body("{}")
                .post(SERVICES)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void aNameThatNoAnswerCanCarryIsRefusedAllTheSame() {
        Fleet.post(SERVICES, "{'a\\u0000" + "x".repeat(10_000) + "':1}")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(startsWith("a\ufffdxxx")));
    }
}
