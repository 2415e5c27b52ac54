package dev.lvsfleet.controlplane;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/** A site with a group and a director of its own, made through the API as an operator would. */
public record Fleet(String site, String group, String director) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    public static Fleet create() {
        int number = COUNT.incrementAndGet();
        Fleet fleet = new Fleet("site-" + number, "group-" + number, "director-" + number);
        post("/api/v1/sites", "{'name':'%s'}".formatted(fleet.site)).then().statusCode(201);
        post("/api/v1/director-groups", "{'name':'%s','site':'%s'}".formatted(fleet.group, fleet.site))
                .then()
                .statusCode(201);
        post(
                        "/api/v1/directors",
                        "{'name':'%s','group':'%s','networkInterface':'eth0'}".formatted(fleet.director, fleet.group))
                .then()
                .statusCode(201);
        return fleet;
    }

    /** A service of the guide's kind, named for the fleet. */
    public String service(String name, int weight) {
        return """
                {'name':'%s','group':'%s','address':'192.168.148.161','port':80,'scheduler':'wrr','forwarding':'dr',
                 'realServers':[{'address':'192.168.148.132','port':80,'weight':%d},
                                {'address':'192.168.148.133','port':80,'weight':1}],
                 'healthCheck':{'type':'http','path':'/health_check','statusCode':200,'interval':'6s'}}
                """.formatted(name, group, weight);
    }

    /** The same, its group such that all of its directors hold every address. */
    public Fleet everywhere() {
        put("/api/v1/director-groups/" + group, "*", "{'site':'%s','addresses':'everywhere'}".formatted(site))
                .then()
                .statusCode(200);
        return this;
    }

    public static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + token());
    }

    public static Response post(String path, String body) {
        return authorized().contentType("application/json").body(json(body)).post(path);
    }

    public static Response put(String path, String ifMatch, String body) {
        return authorized()
                .contentType("application/json")
                .header("If-Match", ifMatch)
                .body(json(body))
                .put(path);
    }

    public static Response get(String path) {
        return authorized().get(path);
    }

    public static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    public static String token() {
        Path directory = Path.of(ConfigProvider.getConfig().getValue("lvsfleet.data-dir", String.class));
        try {
            return Files.readString(directory.resolve("admin.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
