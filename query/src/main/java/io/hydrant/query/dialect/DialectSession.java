package io.hydrant.query.dialect;

import java.util.List;

/// What the engine must be told before it runs translated queries.
public final class DialectSession {
    /// Run once for each connection, before the configuration is locked.
    public static final List<String> STATEMENTS =
            List.of(
                    "SET TimeZone = 'UTC'",
                    "SET Calendar = 'gregorian'",
                    "SET default_null_order = 'NULLS_LAST'",
                    "SET max_expression_depth = 5000");

    private DialectSession() {}
}
