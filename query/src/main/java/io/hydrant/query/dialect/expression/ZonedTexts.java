package io.hydrant.query.dialect.expression;

/// Texts of instants in their zones, for results: the engine's values know no zone.
public final class ZonedTexts {
    private ZonedTexts() {}

    /// `2026-01-02 03:04:05.678 Asia/Tokyo`
    public static String of(Typed instant) {
        return Texts.of(instant);
    }
}
