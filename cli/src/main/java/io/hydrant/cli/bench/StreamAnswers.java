package io.hydrant.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Finds what a load needs in answers of the Kinesis API, in JSON or CBOR, without reading them
/// whole: the client shall not be what is measured.
///
/// Names of members are looked for as bytes; the records of the load do not hold them.
final class StreamAnswers {
    private StreamAnswers() {}

    /// The text of a member that is named once.
    static String text(byte[] answer, String name) throws IOException {
        byte[] key = name.getBytes(StandardCharsets.US_ASCII);
        int found = find(answer, key, 0);
        if (found < 0) {
            throw new IOException("the answer has no " + name);
        }
        int after = found + key.length;
        return answer[after] == '"' ? json(answer, after) : cbor(answer, after);
    }

    /// How many members have this name.
    static int count(byte[] answer, String name) {
        byte[] key = name.getBytes(StandardCharsets.US_ASCII);
        int count = 0;
        for (int found = find(answer, key, 0);
                found >= 0;
                found = find(answer, key, found + key.length)) {
            count++;
        }
        return count;
    }

    /// @param quote the one that ends the name; then come a colon, blanks perhaps, and the text
    private static String json(byte[] answer, int quote) throws IOException {
        int start = find(answer, new byte[] {'"'}, quote + 1) + 1;
        int end = find(answer, new byte[] {'"'}, start);
        if (start == 0 || end < 0) {
            throw new IOException("the answer is no JSON");
        }
        return new String(answer, start, end - start, StandardCharsets.US_ASCII);
    }

    private static String cbor(byte[] answer, int head) throws IOException {
        int type = Byte.toUnsignedInt(answer[head]);
        int length = type - 0x60;
        int start = head + 1;
        if (type == 0x78) {
            length = Byte.toUnsignedInt(answer[head + 1]);
            start = head + 2;
        } else if (type == 0x79) {
            length =
                    Byte.toUnsignedInt(answer[head + 1]) << 8
                            | Byte.toUnsignedInt(answer[head + 2]);
            start = head + 3;
        } else if (length < 0 || length > 23) {
            throw new IOException("the answer has no text there");
        }
        return new String(answer, start, length, StandardCharsets.US_ASCII);
    }

    private static int find(byte[] in, byte[] wanted, int from) {
        for (int place = from; place <= in.length - wanted.length; place++) {
            int matched = 0;
            while (matched < wanted.length && in[place + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return place;
            }
        }
        return -1;
    }
}
