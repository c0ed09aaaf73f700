package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectStoreException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a key becomes file names, and back.
///
/// A key is cut at `/`; each segment is one name, each but the last a folder. Printable ASCII
/// stands for itself, so an ordinary key is an ordinary path. The rest is escaped, always in the
/// same way, so that no two keys share a path and no name depends on the locale or the file system:
///
/// ```
/// %XX      a byte that is no printable ASCII or is '%', and the first dot of "." and ".."
/// %-       an empty segment ("a//b", "/a", "a/")
/// name%+   a folder that holds the rest of a segment too long for one name
/// name%~   an object's other name, used where a folder has its name (key "a" beside key "a/b")
/// ```
///
/// Immutable and static; safe for use by many threads.
final class KeyNames {
    private static final int NAME_CHARS_MAX = 255;

    /// Leaves room for a mark and for an escape that must not be cut in two.
    private static final int CHUNK_CHARS = 240;

    private static final String EMPTY = "%-";
    static final String CONTINUES = "%+";
    static final String OTHER = "%~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private KeyNames() {}

    /// A name read back.
    ///
    /// @param segment the segment's bytes, or the first of them if it continues
    /// @param kind which mark the name carries
    record Decoded(byte[] segment, Kind kind) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Decoded that
                    && kind == that.kind
                    && Arrays.equals(segment, that.segment);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(segment) * 31 + kind.hashCode();
        }
    }

    enum Kind {
        PLAIN,
        CONTINUES,
        OTHER
    }

    /// The names of the path of a key, from the bucket's folder down.
    static List<String> of(String key) {
        return names(utf8(key), "");
    }

    /// The names of the path an object moves to when a folder needs its first one.
    static List<String> otherOf(String key) {
        return names(utf8(key), OTHER);
    }

    /// The names of the folder that holds all keys under a prefix which is empty or ends in `/`.
    static List<String> folderOf(byte[] prefix) {
        if (prefix.length == 0) {
            return List.of();
        }
        return names(Arrays.copyOf(prefix, prefix.length - 1), "");
    }

    /// What a file name says; empty for a name no key has.
    static Optional<Decoded> decode(String name) {
        if (name.equals(EMPTY)) {
            return Optional.of(new Decoded(new byte[0], Kind.PLAIN));
        }
        Kind kind = Kind.PLAIN;
        String body = name;
        if (name.endsWith(CONTINUES)) {
            kind = Kind.CONTINUES;
        } else if (name.endsWith(OTHER)) {
            kind = Kind.OTHER;
        }
        if (kind != Kind.PLAIN) {
            body = name.substring(0, name.length() - 2);
        }
        if (body.equals(EMPTY) && kind == Kind.OTHER) {
            return Optional.of(new Decoded(new byte[0], kind));
        }
        Optional<byte[]> bytes = unescape(body);
        if (bytes.isEmpty() || bytes.get().length == 0) {
            return Optional.empty();
        }
        boolean canonical = kind == Kind.CONTINUES || escape(bytes.get()).equals(body);
        return canonical ? Optional.of(new Decoded(bytes.get(), kind)) : Optional.empty();
    }

    /// Whether a segment, its escapes read as `chunks` and then `name`, is really cut there.
    static boolean isChunked(String chunks, String name) {
        List<String> names = new ArrayList<>();
        addSegment(names, chunks + name);
        StringBuilder heads = new StringBuilder();
        for (String part : names.subList(0, names.size() - 1)) {
            heads.append(part, 0, part.length() - CONTINUES.length());
        }
        return names.size() > 1 && names.getLast().equals(name) && heads.toString().equals(chunks);
    }

    /// The key's bytes; refuses text that is not Unicode.
    static byte[] utf8(String key) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new ObjectStoreException(
                    "InvalidArgument", "key holds half of a surrogate pair: " + key, e);
        }
    }

    private static List<String> names(byte[] key, String lastMark) {
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= key.length; i++) {
            if (i == key.length || key[i] == '/') {
                String escaped = escape(Arrays.copyOfRange(key, start, i));
                addSegment(names, i == key.length ? escaped + lastMark : escaped);
                start = i + 1;
            }
        }
        return names;
    }

    private static void addSegment(List<String> names, String escaped) {
        String rest = escaped;
        while (rest.length() > NAME_CHARS_MAX) {
            int cut = CHUNK_CHARS;
            if (rest.charAt(cut - 1) == '%') {
                cut -= 1;
            } else if (rest.charAt(cut - 2) == '%') {
                cut -= 2;
            }
            names.add(rest.substring(0, cut) + CONTINUES);
            rest = rest.substring(cut);
        }
        names.add(rest);
    }

    private static String escape(byte[] segment) {
        if (segment.length == 0) {
            return EMPTY;
        }
        StringBuilder name = new StringBuilder(segment.length + 8);
        boolean dots = segment[0] == '.' && (segment.length == 1 || isDotDot(segment));
        for (int i = 0; i < segment.length; i++) {
            byte b = segment[i];
            if (b <= 0x1f || b == 0x7f || b == '%' || dots && i == 0) {
                name.append('%').append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
            } else {
                name.append((char) b);
            }
        }
        return name.toString();
    }

    private static boolean isDotDot(byte[] segment) {
        return segment.length == 2 && segment[1] == '.';
    }

    private static Optional<byte[]> unescape(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > 0x7e || c < 0x20) {
                return Optional.empty();
            }
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            int value = i + 2 < name.length() ? hex(name, i + 1) : -1;
            if (value < 0) {
                return Optional.empty();
            }
            bytes.write(value);
            i += 2;
        }
        return Optional.of(bytes.toByteArray());
    }

    private static int hex(String name, int index) {
        int high = new String(HEX).indexOf(name.charAt(index));
        int low = new String(HEX).indexOf(name.charAt(index + 1));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
