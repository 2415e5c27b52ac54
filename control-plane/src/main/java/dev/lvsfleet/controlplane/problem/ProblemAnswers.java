package dev.lvsfleet.controlplane.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request ends with into a problem; what nobody foresaw is logged here and told without its insides. */
public class ProblemAnswers {

    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    @ServerExceptionMapper
    public Response answer(ProblemException refused) {
        return answer(refused.problem());
    }

    @ServerExceptionMapper(priority = 1)
    public Response answer(WebApplicationException refused, ContainerRequestContext request) {
        int status = refused.getResponse().getStatus();
        Response answer = answer(Arrays.stream(ProblemKind.values())
                .filter(kind -> kind.status() == status)
                .findFirst()
                .orElse(status < 500 ? ProblemKind.INVALID : ProblemKind.INTERNAL)
                .because(detail(status, request.getMethod(), path(request))));
        return status == ProblemKind.METHOD_NOT_ALLOWED.status()
                ? Response.fromResponse(answer)
                        .header(HttpHeaders.ALLOW, AllowedMethods.at(path(request)))
                        .build()
                : answer;
    }

    @ServerExceptionMapper
    public Response answer(Throwable failure) {
        return answer(DatabaseProblems.of(failure).orElseGet(() -> {
            LOG.error("A request failed for a reason nobody foresaw", failure);
            return ProblemKind.INTERNAL.because("The reason is in the control plane's log.");
        }));
    }

    private static String path(ContainerRequestContext request) {
        return request.getUriInfo().getRequestUri().getRawPath();
    }

    private static String detail(int status, String method, String path) {
        return switch (status) {
            case 404 -> "Nothing is served at " + path + ".";
            case 405 -> path + " does not take " + method + "; it takes " + AllowedMethods.inWords(path) + ".";
            case 406 -> "Answers are application/json.";
            case 415 -> "Send the body with Content-Type: " + mediaType(path) + ".";
            default -> "The request was not understood.";
        };
    }

    private static String mediaType(String path) {
        return path.startsWith(AllowedMethods.IMPORTS) ? MediaType.TEXT_PLAIN : MediaType.APPLICATION_JSON;
    }

    private static Response answer(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        return switch (problem.status()) {
            case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
            case 413 -> response.header("Connection", "close").build();
            case 503 ->
                response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build();
            default -> response.build();
        };
    }
}
