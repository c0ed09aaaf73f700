package io.hydrant.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Percent-encoding as signatures want it: everything but letters, digits and `-._~`.
final class PercentEncoding {
    private PercentEncoding() {}

    static String text(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /// As [#text], but slashes stay: they part the segments.
    static String path(String path) {
        return text(path).replace("%2F", "/");
    }

    static String query(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }
}
