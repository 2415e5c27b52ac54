package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.Failure;
import dev.lvsfleet.lab.LabException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Performs a plan: every step as soon as those before it are done, so that independent steps run at the same time. */
final class StepRunner {

    /** Does what a step says. */
    @FunctionalInterface
    interface Performer {
        void perform(Step step) throws Exception;
    }

    private final Performer performer;
    private final Progress progress;

    StepRunner(Performer performer, Progress progress) {
        this.performer = performer;
        this.progress = progress;
    }

    /** Performs all of a plan.
     *
     * @throws LabException when a step fails, once those already begun have ended; the message begins with its title */
    void run(List<Step> plan) {
        Map<Step, CompletableFuture<Void>> done = new HashMap<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Step step : plan) {
                CompletableFuture<?>[] before = step.after().stream()
                        .map(done::get)
                        .filter(java.util.Objects::nonNull)
                        .toArray(CompletableFuture[]::new);
                CompletableFuture<Void> future =
                        CompletableFuture.allOf(before).thenRunAsync(() -> perform(step), executor);
                done.put(step, future);
                all.add(future);
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LabException failure ? failure : new LabException("The lab failed", e);
        }
    }

    private void perform(Step step) {
        try {
            performer.perform(step);
            progress.done(step.title());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(step.title() + ": interrupted", e);
        } catch (Exception e) {
            progress.failed(step.title());
            throw new LabException(step.title() + ": " + Failure.reason(e), e);
        }
    }
}
