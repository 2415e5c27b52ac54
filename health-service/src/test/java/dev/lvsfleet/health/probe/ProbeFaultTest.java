package dev.lvsfleet.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.health.judgement.Finding;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeFaultTest {

    static Stream<Exception> remote() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new ConnectException("Connection timed out"),
                new NoRouteToHostException("No route to host"),
                new SocketException("Connection reset"));
    }

    static Stream<Exception> local() {
        return Stream.of(
                new BindException("Cannot assign requested address"),
                new BindException("Permission denied"),
                new SocketException("Network is unreachable"),
                new SocketException("Operation not permitted"),
                new IllegalStateException("Unable to create Channel", new IOException("Too many open files")));
    }

    @ParameterizedTest
    @MethodSource("remote")
    void whatTheNetworkSaysCountsAgainstTheTarget(Exception failure) {
        assertThat(ProbeFault.whileConnecting(failure)).isInstanceOf(Finding.Failed.class);
    }

    @ParameterizedTest
    @MethodSource("local")
    void whatThisHostSaysIsBlind(Exception failure) {
        assertThat(ProbeFault.whileConnecting(failure)).isInstanceOf(Finding.Blind.class);
    }

    @Test
    void anAddressIsNamedAsPeopleWriteIt() {
        assertThat(ProbeFault.whileConnecting(new ConnectException("Connection refused: /192.168.148.132:80")))
                .isEqualTo(new Finding.Failed("connect: connection refused: 192.168.148.132:80"));
        assertThat(ProbeFault.whileConnecting(new ConnectException("Connection refused: /[2001:db8:0:0:0:0:0:1]:80")))
                .isEqualTo(new Finding.Failed("connect: connection refused: [2001:db8:0:0:0:0:0:1]:80"));
    }
}
