package dev.lvsfleet.controlplane.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lvsfleet.controlplane.problem.FieldError;
import dev.lvsfleet.controlplane.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A request body that is JSON, of whatever shape. */
public final class JsonBody {

    private final JsonNode root;

    public JsonBody(JsonNode root) {
        this.root = root;
    }

    /** Whether nothing came, for a request that need not have a body. */
    public boolean isEmpty() {
        return root.isMissingNode();
    }

    /**
     * The body as a type.
     *
     * @throws dev.lvsfleet.controlplane.problem.ProblemException naming every field that is wrong
     */
    public <T> T as(Function<FieldReader, T> shape) {
        List<FieldError> errors = new ArrayList<>();
        T value = FieldReader.object(root, "", errors, shape);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
        return value;
    }

    /** Everything that {@link #as} would refuse; none for a body that is such a type. */
    public List<FieldError> errors(Function<FieldReader, ?> shape) {
        List<FieldError> errors = new ArrayList<>();
        FieldReader.object(root, "", errors, shape);
        return List.copyOf(errors);
    }
}
