package io.hydrant.functions.mapping.engine.batch;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/// Text as JSON writes it.
public final class JsonText {
    private JsonText() {}

    /// With its quotes.
    public static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
