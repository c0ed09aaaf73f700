package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType.Char;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Timestamp;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.SqlType.ZonedTimestamp;
import io.hydrant.query.dialect.type.TypeRules;

/// Texts of values, as casts to varchar give them.
///
/// Source: Trino documentation, data types; doubles have an exponent always (`3.77E1`), time stamps
/// the digits of their precision, intervals are `2 03:04:05.678` or `1-2`.
final class Texts {
    /// Digits of a number in the engine's own text, and its exponent, put together anew.
    private static final String SCIENTIFIC =
            """
            CASE WHEN {x} IS NULL THEN NULL WHEN isnan({x}) THEN 'NaN' WHEN isinf({x}) THEN \
            CASE WHEN {x} > 0 THEN 'Infinity' ELSE '-Infinity' END WHEN {x} = 0 THEN \
            CASE WHEN signbit({x}) THEN '-0E0' ELSE '0E0' END ELSE \
            (list_transform([{'m': split_part(CAST(abs({x}) AS VARCHAR), 'e', 1), 'e': \
            coalesce(TRY_CAST(split_part(CAST(abs({x}) AS VARCHAR), 'e', 2) AS INTEGER), 0), 'n': \
            {x} < 0}], lambda p: CASE WHEN p.n THEN '-' ELSE '' END || \
            left(ltrim(replace(p.m, '.', ''), '0'), 1) || '.' || \
            coalesce(nullif(rtrim(ltrim(replace(p.m, '.', ''), '0')[2:], '0'), ''), '0') || 'E' || \
            CAST(p.e + CASE WHEN left(p.m, 1) <> '0' THEN length(split_part(p.m, '.', 1)) - 1 ELSE \
            length(ltrim(split_part(p.m, '.', 2), '0')) - length(split_part(p.m, '.', 2)) - 1 END \
            AS VARCHAR)))[1] END\
            """;

    private Texts() {}

    static String of(Typed value) {
        return switch (value.type()) {
            case Varchar _, Char _ -> value.sql();
            case Timestamp(int precision) -> time(value.sql(), precision);
            case ZonedTimestamp(int precision, String zone) ->
                    "(" + time(Casts.wall(value), precision) + " || ' ' || " + zone + ")";
            case Scalar scalar when scalar == Scalar.DOUBLE || scalar == Scalar.REAL ->
                    SCIENTIFIC.replace("{x}", value.sql());
            case Scalar scalar when TypeRules.isInterval(scalar) -> Intervals.text(value);
            default -> Sql.cast(value.sql(), Varchar.UNBOUNDED);
        };
    }

    private static String time(String wall, int precision) {
        String seconds = "%Y-%m-%d %H:%M:%S";
        if (precision == 0) {
            return "strftime(" + wall + ", '" + seconds + "')";
        }
        String fraction = precision <= 3 ? ".%g" : ".%f";
        String whole = "strftime(" + wall + ", '" + seconds + fraction + "')";
        int beyond = (precision <= 3 ? 3 : 6) - precision;
        return beyond > 0 ? whole + "[:-" + (beyond + 1) + "]" : whole;
    }
}
