package io.hydrant.query.execution;

import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.athena.model.AthenaError;

import java.util.List;

/// What is told of a failed statement beside its text.
///
/// Source: Athena User Guide, error catalog.
final class Failures {
    private static final int SYSTEM = 1;
    private static final int USER = 2;

    private static final int EXHAUSTED = 0;
    private static final int ENGINE = 200;
    private static final int TIMEOUT = 210;
    private static final int DATA = 1001;
    private static final int DDL = 1003;
    private static final int STATEMENT = 1006;
    private static final int OF_USER = 1000;
    private static final int CANCELLED = 1011;

    private static final List<String> OF_STATEMENT =
            List.of(
                    "TABLE_",
                    "SCHEMA_",
                    "COLUMN_",
                    "CATALOG_",
                    "FUNCTION_",
                    "TYPE_",
                    "SYNTAX_",
                    "NOT_SUPPORTED",
                    "AMBIGUOUS_",
                    "EXPRESSION_",
                    "MISSING_",
                    "INVALID_FUNCTION");
    private static final List<String> OF_DATA =
            List.of("HIVE_", "INVALID_CAST", "DIVISION_BY_ZERO", "NUMERIC_VALUE", "INVALID_");

    private Failures() {}

    static AthenaError error(QueryFailure failure) {
        return AthenaError.builder()
                .errorCategory(failure.reason() == QueryFailure.Cause.SYSTEM ? SYSTEM : USER)
                .errorType(type(failure))
                .retryable(failure.reason() == QueryFailure.Cause.SYSTEM)
                .errorMessage(failure.getMessage())
                .build();
    }

    private static int type(QueryFailure failure) {
        String text = failure.getMessage();
        return switch (failure.reason()) {
            case CANCELLED -> CANCELLED;
            case SYSTEM -> text.startsWith("EXCEEDED_") ? EXHAUSTED : ENGINE;
            case USER -> {
                if (text.equals("Query timeout")) {
                    yield TIMEOUT;
                }
                if (text.startsWith("FAILED:")) {
                    yield DDL;
                }
                if (OF_STATEMENT.stream().anyMatch(text::startsWith)) {
                    yield STATEMENT;
                }
                yield OF_DATA.stream().anyMatch(text::startsWith) ? DATA : OF_USER;
            }
        };
    }
}
