package dev.lvsfleet.controlplane.body;

import dev.lvsfleet.controlplane.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;

/** Refuses control characters in names and query parameters: nothing has them, and PostgreSQL's text cannot hold NUL. */
@Provider
@Priority(Priorities.USER + 1)
public class TextFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        refuseControls(uri.getPathParameters());
        refuseControls(uri.getQueryParameters());
    }

    private static void refuseControls(MultivaluedMap<String, String> parameters) {
        parameters.forEach((parameter, values) -> values.forEach(value -> {
            if (value.chars().anyMatch(Character::isISOControl)) {
                throw Problem.invalid(parameter, "Must not have control characters.")
                        .exception();
            }
        }));
    }
}
