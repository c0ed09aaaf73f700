package io.hydrant.wire.constraint;

import software.amazon.awssdk.core.SdkPojo;

import java.util.List;
import java.util.Map;

/// The constraints of one service's requests. Safe for use by many threads.
///
/// `ServiceConstraints.load("firehose")` reads the table `firehose.constraints` and then
/// `firehose.overrides` if there is one; [ConstraintTable] draws their format.
public final class ServiceConstraints {
    private final ConstraintTable table;

    private ServiceConstraints(ConstraintTable table) {
        this.table = table;
    }

    /// @param service names the resources, such as `firehose`
    /// @throws IllegalArgumentException if there is no such table or it is damaged
    public static ServiceConstraints load(String service) {
        return new ServiceConstraints(ConstraintTable.load(service));
    }

    /// Constraints of a service without a model: everything passes.
    public static ServiceConstraints none() {
        return new ServiceConstraints(
                new ConstraintTable(ViolationStyle.DEFAULT, Map.of(), Map.of()));
    }

    /// Everything wrong with an input, in the order the service reports it; empty when all is well.
    ///
    /// @throws IllegalArgumentException if the service has no such operation
    public List<Violation> check(String operationName, SdkPojo input) {
        ConstraintCheck check = new ConstraintCheck(table);
        table.inputOf(operationName).ifPresent(shape -> check.structure("", shape, input));
        return check.violations();
    }

    /// @throws ValidationFailed if anything is wrong with the input
    public void require(String operationName, SdkPojo input) {
        List<Violation> violations = check(operationName, input);
        if (!violations.isEmpty()) {
            throw new ValidationFailed(violations);
        }
    }
}
