package dev.lvsfleet.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MailboxTest {

    @Test
    void whatIsMoreThanItHoldsIsRefusedAndCounted() {
        try (Mailbox<Integer> mailbox = new Mailbox<>(2)) {
            assertThat(mailbox.post(1)).isTrue();
            assertThat(mailbox.post(2)).isTrue();
            assertThat(mailbox.post(3)).isFalse();
            assertThat(mailbox.refused()).isEqualTo(1);

            List<Integer> taken = new ArrayList<>();
            mailbox.take(taken::add);
            assertThat(taken).containsExactly(1, 2);
            assertThat(mailbox.post(4)).isTrue();
        }
    }

    @Test
    void whoWaitsIsWokenByALetter() throws InterruptedException {
        try (Mailbox<Integer> mailbox = new Mailbox<>(2)) {
            CountDownLatch taken = new CountDownLatch(1);
            Thread waiting = Thread.ofPlatform().start(() -> {
                mailbox.await(Duration.ofMinutes(1));
                mailbox.take(_ -> taken.countDown());
            });
            mailbox.post(1);
            waiting.join(Duration.ofSeconds(10));

            assertThat(taken.getCount()).isZero();
        }
    }
}
