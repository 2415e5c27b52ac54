package dev.lvsfleet.controlplane.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://127.0.0.1:5432/lvsfleet               | jdbc:postgresql://127.0.0.1:5432/lvsfleet
            jdbc:postgresql://a:1,b:2/fleet?user=me&password=secret | jdbc:postgresql://a:1,b:2/fleet
            jdbc:postgresql://me:sec/r@et@db/fleet                  | jdbc:postgresql://db/fleet
            jdbc:postgresql:fleet?sslpassword=secret                | jdbc:postgresql:fleet
            """)
    void aPasswordIsNotShown(String url, String shown) {
        assertThat(JdbcUrl.withoutSecrets(url)).isEqualTo(shown);
    }
}
