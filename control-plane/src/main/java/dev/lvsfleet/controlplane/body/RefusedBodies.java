package dev.lvsfleet.controlplane.body;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Closes the connection on which a body that is too large came. A moment after the answer: closed at once, what is still
 * arriving would make the kernel send a reset, and the client would lose the answer.
 */
@Singleton
final class RefusedBodies {

    private static final int TOO_LARGE = 413;
    private static final long LINGER_MS = 1_000;
    private static final int BEFORE_ALL = 1_000;

    void register(@Observes Filters filters) {
        filters.register(RefusedBodies::watch, BEFORE_ALL);
    }

    private static void watch(RoutingContext routing) {
        routing.addEndHandler(answered -> {
            if (routing.response().getStatusCode() == TOO_LARGE) {
                routing.vertx()
                        .setTimer(
                                LINGER_MS,
                                timer -> routing.request().connection().close());
            }
        });
        routing.next();
    }
}
