package io.hydrant.wire.constraint;

import io.hydrant.kernel.error.HydrantException;

import java.util.List;
import java.util.stream.Collectors;

/// A request breaks its service model; all violations in one message. `ValidationException` on the
/// wire.
public final class ValidationFailed extends HydrantException {
    private static final long serialVersionUID = 1L;

    /// @param violations at least one
    public ValidationFailed(List<Violation> violations) {
        super(message(violations));
    }

    private static String message(List<Violation> violations) {
        String count =
                violations.size() == 1
                        ? "1 validation error"
                        : violations.size() + " validation errors";
        return count
                + " detected: "
                + violations.stream().map(Violation::text).collect(Collectors.joining("; "));
    }
}
