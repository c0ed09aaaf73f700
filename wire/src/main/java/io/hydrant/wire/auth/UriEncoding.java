package io.hydrant.wire.auth;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Percent-encoding as signatures want it: `A-Za-z0-9-._~` stay, everything else is `%XX`.
final class UriEncoding {
    private static final String HEX = "0123456789ABCDEF";

    private UriEncoding() {}

    /// The path as S3 signs it: encoded once, whatever the client left unencoded. An encoded slash
    /// stays encoded.
    static String pathOnce(String rawPath) {
        return plain(rawPath) ? rawPath : recode(rawPath, false);
    }

    /// The path as all others sign it: without `.`, `..` and empty segments, and what stands on the
    /// wire encoded once more.
    static String pathTwice(String rawPath) {
        String path = normalized(rawPath);
        return plain(path) ? path : encode(path, true);
    }

    /// A name or value of the query, brought to its one canonical form.
    static String queryPart(String raw) {
        return unreserved(raw) ? raw : recode(raw, true);
    }

    /// Undoes percent-encoding; a `%` without two digits stands for itself.
    static String decode(String raw) {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
            return raw;
        }
        byte[] bytes = raw.replace('+', ' ').getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int escaped = bytes[i] == '%' ? escape(bytes, i) : -1;
            decoded[length++] = escaped < 0 ? bytes[i] : (byte) escaped;
            i += escaped < 0 ? 0 : 2;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean plain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '/' && !unreserved(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean unreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!unreserved(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean unreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /// Decodes and encodes again, byte by byte.
    ///
    /// @param query whether slashes are encoded and `+` means a blank
    private static String recode(String raw, boolean query) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int escaped = bytes[i] == '%' ? escape(bytes, i) : -1;
            if (escaped >= 0) {
                append(out, escaped, false);
                i += 2;
            } else if (query && bytes[i] == '+') {
                out.append("%20");
            } else {
                append(out, bytes[i] & 0xff, !query);
            }
        }
        return out.toString();
    }

    private static String encode(String text, boolean keepSlash) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            append(out, b & 0xff, keepSlash);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int b, boolean keepSlash) {
        if (unreserved(b) || (b == '/' && keepSlash)) {
            out.append((char) b);
        } else {
            out.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
        }
    }

    /// The byte an escape at this place stands for, or -1 if it is none.
    private static int escape(byte[] bytes, int at) {
        if (at + 2 >= bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[at + 1], 16);
        int low = Character.digit(bytes[at + 2], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static String normalized(String rawPath) {
        if (!rawPath.contains("//") && !rawPath.contains("/.")) {
            return rawPath.isEmpty() ? "/" : rawPath;
        }
        List<String> kept = new ArrayList<>();
        for (String segment : rawPath.split("/")) {
            if (segment.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.add(segment);
            }
        }
        boolean folder = rawPath.endsWith("/") || rawPath.endsWith("/.") || rawPath.endsWith("/..");
        String joined = "/" + String.join("/", kept);
        return folder && !kept.isEmpty() ? joined + "/" : joined;
    }
}
