package io.hydrant.query.api;

import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Dialect;
import io.hydrant.wire.json.JsonService;
import io.hydrant.wire.json.Operation;

import java.util.List;
import java.util.stream.Stream;

/// The operations of the Athena API, version 2017-05-18, that are about SQL. All others are refused
/// by their names.
public final class AthenaApi {
    /// What stands before the dot in `X-Amz-Target`.
    public static final String TARGET_PREFIX = "AmazonAthena";

    /// Bounds the memory of a request: a statement of 262,144 characters, each written as an
    /// escape.
    public static final int BODY_BYTES_MAX = 2 << 20;

    private final Athena athena;

    public AthenaApi(Athena athena) {
        this.athena = athena;
    }

    public JsonService service() {
        return new JsonService(TARGET_PREFIX, operations(), AthenaErrors::toWire, BODY_BYTES_MAX)
                .in(Dialect.JSON_REQUESTS);
    }

    List<Operation> operations() {
        ServiceConstraints constraints = ServiceConstraints.load("athena");
        return Stream.of(
                        new ExecutionOperations(athena).operations(constraints),
                        new WorkGroupOperations(athena).operations(constraints),
                        new NamedQueryOperations(athena).operations(constraints),
                        new PreparedStatementOperations(athena).operations(constraints),
                        new MetadataOperations(athena.catalog()).operations(constraints),
                        new TagOperations(athena.workGroups()).operations(constraints))
                .flatMap(List::stream)
                .toList();
    }
}
