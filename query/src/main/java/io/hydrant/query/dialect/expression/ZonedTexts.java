package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.SqlType.ZonedTimestamp;

/// Texts of instants in their zones, for results: the engine's values know no zone.
public final class ZonedTexts {
    /// Results show milliseconds, whatever the type's precision.
    private static final int MILLIS_DIGITS = 3;

    private ZonedTexts() {}

    /// `2026-01-02 03:04:05.678 Asia/Tokyo`
    public static String of(Typed instant) {
        return instant.type() instanceof ZonedTimestamp(int _, String zone)
                ? Texts.of(new Typed(instant.sql(), new ZonedTimestamp(MILLIS_DIGITS, zone)))
                : Texts.of(instant);
    }
}
