package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Sql;

/// Values that fail when they are computed, with an error of Athena's.
///
/// They are texts that are no numbers, cast to numbers: the engine's own function for errors cannot
/// stand inside `TRY`. The engine's message has the text in it.
public final class Failing {
    /// Comes before code and text in the engine's message.
    public static final String MARK = "\u0001";

    private Failing() {}

    /// A failing number.
    static String value(String code, String text) {
        return "CAST(" + Sql.literal(MARK + code + ": " + text + MARK) + " AS BIGINT)";
    }
}
