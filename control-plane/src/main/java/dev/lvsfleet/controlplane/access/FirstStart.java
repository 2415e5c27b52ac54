package dev.lvsfleet.controlplane.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Makes what must exist before the first request: the first token. The key is made by whoever needs it first. */
@Singleton
class FirstStart {

    private static final int BEFORE_ALL = 1_000;

    private final TokenStore tokens;

    FirstStart(TokenStore tokens) {
        this.tokens = tokens;
    }

    void onStart(@Observes @Priority(BEFORE_ALL) StartupEvent started) {
        tokens.createFirst();
    }
}
