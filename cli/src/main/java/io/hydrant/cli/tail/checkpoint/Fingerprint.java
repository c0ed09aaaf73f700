package io.hydrant.cli.tail.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Some bytes of a file, to know it again by.
///
/// @param digest of those bytes; empty for no bytes
public record Fingerprint(long offset, int lengthBytes, String digest) {
    /// Matches every file.
    public static final Fingerprint NONE = new Fingerprint(0, 0, "");

    private static final int DIGEST_BYTES = 12;

    public static Fingerprint of(FileChannel file, long offset, int lengthBytes)
            throws IOException {
        byte[] bytes = read(file, offset, lengthBytes);
        return bytes.length == 0 ? NONE : new Fingerprint(offset, bytes.length, digest(bytes));
    }

    /// Whether the file has the same bytes there.
    public boolean matches(FileChannel file) throws IOException {
        return lengthBytes == 0 || of(file, offset, lengthBytes).equals(this);
    }

    private static byte[] read(FileChannel file, long offset, int lengthBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(lengthBytes);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) <= 0) {
                break;
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(whole, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
