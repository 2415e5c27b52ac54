package dev.lvsfleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void aBarePathBecomesASentence() {
        assertThat(Failure.reason(new NoSuchFileException("/a/b"))).isEqualTo("/a/b is not there");
        assertThat(Failure.reason(new DirectoryNotEmptyException("/a"))).isEqualTo("/a: DirectoryNotEmptyException");
    }

    @Test
    void anExceptionWithoutAMessageIsNamed() {
        assertThat(Failure.reason(new EOFException())).isEqualTo("EOFException");
    }

    @Test
    void aWrappedFailureSaysWhatWasAttemptedAndWhyItFailed() {
        IOException cause = new NoSuchFileException("/a/b");
        assertThat(Failure.reason(new UncheckedIOException("Cannot make /a", cause)))
                .isEqualTo("Cannot make /a: /a/b is not there");
        assertThat(Failure.reason(new UncheckedIOException(cause))).isEqualTo("/a/b is not there");
    }
}
