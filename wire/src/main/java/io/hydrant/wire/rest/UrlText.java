package io.hydrant.wire.rest;

import io.hydrant.wire.json.MalformedRequest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Percent-encoded UTF-8 in paths and queries.
final class UrlText {
    private static final int PARAMETERS_MAX = 1000;

    private UrlText() {}

    /// @param plusIsSpace as in queries
    /// @throws MalformedRequest for a broken escape or what is no UTF-8
    static String decoded(String text, boolean plusIsSpace) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
                int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new MalformedRequest("The URL holds a broken escape");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRequest("The URL is not UTF-8", e);
        }
    }

    /// The values of each parameter in order.
    static Map<String, List<String>> parameters(String rawQuery) {
        Map<String, List<String>> found = new TreeMap<>();
        String[] pairs = rawQuery.split("&");
        if (pairs.length > PARAMETERS_MAX) {
            throw new MalformedRequest(
                    "The query must have at most "
                            + PARAMETERS_MAX
                            + " parameters but had "
                            + pairs.length);
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1), true);
            if (!name.isEmpty()) {
                found.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return found;
    }
}
