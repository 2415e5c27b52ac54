package dev.lvsfleet.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says every five seconds, until it is closed, that something is still awaited. */
final class Waiting implements AutoCloseable {

    private static final long SECONDS = 5;

    private final CountDownLatch over = new CountDownLatch(1);

    Waiting(String sentence, PrintStream out) {
        Thread.ofPlatform().daemon().name("waiting").start(() -> say(sentence, out));
    }

    private void say(String sentence, PrintStream out) {
        long begin = System.nanoTime();
        try {
            while (!over.await(SECONDS, TimeUnit.SECONDS)) {
                long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
                out.println(sentence + " (" + seconds + " s)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
