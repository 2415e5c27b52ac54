package dev.lvsfleet.controlplane.body;

import dev.lvsfleet.controlplane.problem.FieldError;
import dev.lvsfleet.controlplane.problem.Problem;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses query parameters that nothing reads, as unknown properties of a body are: a filter that is misspelt filters nothing. */
public class ParameterFilter {

    @ServerRequestFilter(priority = Priorities.USER + 2)
    public void refuseUnknown(UriInfo uri, ResourceInfo resource) {
        Set<String> given = uri.getQueryParameters().keySet();
        if (given.isEmpty()) {
            return;
        }
        Set<String> known = known(resource.getResourceMethod());
        List<FieldError> errors = given.stream()
                .filter(parameter -> !known.contains(parameter))
                .sorted()
                .map(parameter -> new FieldError(Given.shown(parameter), "Is not a parameter here."))
                .toList();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
    }

    private static Set<String> known(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(ParameterFilter::name)
                .collect(Collectors.toSet());
    }

    private static Stream<String> name(Parameter parameter) {
        QueryParam query = parameter.getAnnotation(QueryParam.class);
        return query == null ? Stream.empty() : Stream.of(query.value());
    }
}
