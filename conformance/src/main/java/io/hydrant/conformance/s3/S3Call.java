package io.hydrant.conformance.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The head of an HTTP/1.1 request to S3, path style.
///
/// @param query decoded; a parameter without value has an empty one
/// @param headers by lower-case name
record S3Call(
        String method,
        String bucket,
        String key,
        Map<String, String> query,
        Map<String, String> headers) {
    private static final int LINE_BYTES_MAX = 16 << 10;

    /// The next request of a connection; empty when the client closed it.
    static Optional<S3Call> read(InputStream in) throws IOException {
        Optional<String> requestLine = line(in);
        if (requestLine.isEmpty()) {
            return Optional.empty();
        }
        String[] words = requestLine.get().split(" ");
        if (words.length != 3) {
            throw new IOException("not a request line: " + requestLine.get());
        }
        Map<String, String> headers = new HashMap<>();
        String header = line(in).orElseThrow(EOFException::new);
        while (!header.isEmpty()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
            header = line(in).orElseThrow(EOFException::new);
        }
        String target = words[1];
        int mark = target.indexOf('?');
        String path = decode(mark < 0 ? target : target.substring(0, mark)).substring(1);
        int slash = path.indexOf('/');
        return Optional.of(
                new S3Call(
                        words[0],
                        slash < 0 ? path : path.substring(0, slash),
                        slash < 0 ? "" : path.substring(slash + 1),
                        mark < 0 ? Map.of() : query(target.substring(mark + 1)),
                        headers));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean has(String parameter) {
        return query.containsKey(parameter);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    long contentLengthBytes() {
        return header("content-length").map(Long::parseLong).orElse(0L);
    }

    /// A line without its end; empty at the end of the stream.
    static Optional<String> line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                throw new EOFException("the connection ended within a line");
            }
            text.append((char) next);
            if (text.length() > LINE_BYTES_MAX) {
                throw new IOException("a line is longer than " + LINE_BYTES_MAX + " bytes");
            }
            next = in.read();
        }
        String line = text.toString();
        return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }

    private static Map<String, String> query(String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    decode(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
