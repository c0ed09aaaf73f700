package io.hydrant.observability.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Group and stream names as names of folders: letters, digits, `-`, `_` and inner dots stand for
/// themselves, every other byte of UTF-8 is `%XX`. Names too long for a folder keep their beginning
/// and end in `%%` and a digest.
final class FileName {
    private static final int LENGTH_MAX = 200;
    private static final int KEPT_LENGTH = 150;
    private static final int DIGEST_BYTES = 16;

    private FileName() {}

    static String of(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b, escaped.isEmpty())) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        if (escaped.isEmpty()) {
            return "%";
        }
        if (escaped.length() <= LENGTH_MAX) {
            return escaped.toString();
        }
        return escaped.substring(0, KEPT_LENGTH) + "%%" + digest(name);
    }

    /// The name a folder stands for; of a shortened one its beginning.
    static String nameOf(String fileName) {
        int end = fileName.indexOf("%%");
        String escaped = end < 0 ? fileName : fileName.substring(0, end);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < escaped.length()) {
            char c = escaped.charAt(i);
            if (c == '%' && i + 2 < escaped.length()) {
                bytes.write(HexFormat.fromHexDigits(escaped, i + 1, i + 3));
                i += 3;
            } else if (c == '%') {
                i = escaped.length(); // an empty name, or an escape cut by the shortening
            } else {
                bytes.write(c);
                i++;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(byte b, boolean first) {
        boolean letter = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
        return letter || b == '-' || b == '_' || b == '.' && !first;
    }

    private static String digest(String name) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
