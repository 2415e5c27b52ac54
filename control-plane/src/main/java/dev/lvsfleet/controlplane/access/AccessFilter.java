package dev.lvsfleet.controlplane.access;

import dev.lvsfleet.controlplane.problem.ProblemKind;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;

/** Lets no request into the API, reads included, without a token that was given out. Runs before the body is read. */
@Provider
public class AccessFilter implements ContainerRequestFilter {

    private static final String SCHEME = "bearer ";

    private final TokenStore tokens;

    public AccessFilter(TokenStore tokens) {
        this.tokens = tokens;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw ProblemKind.UNAUTHENTICATED
                    .because("Send the token as Authorization: Bearer TOKEN.")
                    .exception();
        }
        if (!tokens.accepts(header.substring(SCHEME.length()).strip())) {
            throw ProblemKind.UNAUTHENTICATED.because("The token is not known.").exception();
        }
    }
}
