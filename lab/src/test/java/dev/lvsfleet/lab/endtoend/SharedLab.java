package dev.lvsfleet.lab.endtoend;

import dev.lvsfleet.lab.topology.Chapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The lab that several test classes use one after the other: it is brought up for the first of them, also when another class
 * has taken it down in between or needed another chapter, and taken down after the last.
 */
final class SharedLab implements BeforeAllCallback {

    /** The places of test classes, by chapter: another one is half a minute until its lab is up. */
    static final int ONE_DIRECTOR = 1;

    static final int PAIR = 2;

    private final Chapter chapter;
    private @Nullable RunningLab running;

    /** Direct routing with one director, which always serves. */
    SharedLab() {
        this(Chapter.SINGLE);
    }

    SharedLab(Chapter chapter) {
        this.chapter = chapter;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        Store store = context.getRoot().getStore(Namespace.create(SharedLab.class));
        running = store.computeIfAbsent(Holder.class, _ -> new Holder(), Holder.class)
                .standing(chapter);
    }

    RunningLab lab() {
        if (running == null) {
            throw new IllegalStateException("The lab is brought up before the first test");
        }
        return running;
    }

    /** What all classes share; its end is that of the run. */
    private static final class Holder implements AutoCloseable {

        private @Nullable RunningLab held;

        RunningLab standing(Chapter wanted) throws IOException, InterruptedException {
            if (held == null || !held.isUp() || held.lab().topology().chapter() != wanted) {
                held = RunningLab.up(wanted);
            }
            return held;
        }

        @Override
        public void close() throws IOException {
            try {
                if (held != null && held.isUp()) {
                    held.close();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("The lab is not all down", e);
            }
        }
    }
}
