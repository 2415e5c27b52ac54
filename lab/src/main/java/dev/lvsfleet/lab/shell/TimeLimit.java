package dev.lvsfleet.lab.shell;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long something that can hang may take. */
public record TimeLimit(Duration duration) {

    /**
     * Does the work on a thread of its own and interrupts it at the limit; the work must end when it is interrupted.
     *
     * @throws ExecutionException with what the work threw
     * @throws TimeoutException when it was interrupted
     */
    public <T> T on(Callable<T> work) throws ExecutionException, TimeoutException, InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<T> result = executor.submit(work);
            try {
                return result.get(duration.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                result.cancel(true);
            }
        }
    }
}
