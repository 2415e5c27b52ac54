package dev.lvsfleet.lab.endtoend;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The direct-routing lab that several test classes use one after the other: it is brought up for the first of them, also
 * when another class has taken it down in between, and taken down after the last.
 */
final class SharedLab implements BeforeAllCallback {

    private @Nullable RunningLab running;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        Store store = context.getRoot().getStore(Namespace.create(SharedLab.class));
        running = store.computeIfAbsent(Holder.class, _ -> new Holder(), Holder.class)
                .standing();
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

        RunningLab standing() throws IOException, InterruptedException {
            if (held == null || !held.isUp()) {
                held = RunningLab.up();
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
