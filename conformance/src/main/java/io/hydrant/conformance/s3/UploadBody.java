package io.hydrant.conformance.s3;

import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// Reads the body of an upload and believes it only when all that was said about it holds: length,
/// `aws-chunked` framing, decoded length, SHA-256, MD5 and the `x-amz-checksum-*` of header or
/// trailer.
final class UploadBody {
    private static final String CHECKSUM = "x-amz-checksum-";
    private static final Map<String, ChecksumAlgorithm> ALGORITHMS =
            Map.of(
                    "crc32", DefaultChecksumAlgorithm.CRC32,
                    "crc32c", DefaultChecksumAlgorithm.CRC32C,
                    "crc64nvme", DefaultChecksumAlgorithm.CRC64NVME,
                    "sha1", DefaultChecksumAlgorithm.SHA1,
                    "sha256", DefaultChecksumAlgorithm.SHA256);

    private UploadBody() {}

    /// @throws IOException when the body ends early or is not what it says it is
    static byte[] read(S3Call call, InputStream in) throws IOException {
        boolean chunkedTransfer =
                call.header("transfer-encoding").orElse("").equalsIgnoreCase("chunked");
        byte[] wire = chunkedTransfer ? chunks(in) : exactly(in, call.contentLengthBytes());
        String hash = call.header("x-amz-content-sha256").orElse("");
        Map<String, String> told = new HashMap<>(call.headers());
        byte[] content = wire;
        if (hash.startsWith("STREAMING-")) {
            content = unframed(wire, told);
        } else if (hash.length() == 64) {
            require(hash.equals(hex("SHA-256", wire)), "the SHA-256 of the body is another");
        }
        check(content, told);
        return content;
    }

    static byte[] exactly(InputStream in, long bytes) throws IOException {
        byte[] read = in.readNBytes(Math.toIntExact(bytes));
        if (read.length < bytes) {
            throw new EOFException("the body ended after " + read.length + " of " + bytes);
        }
        return read;
    }

    /// `Transfer-Encoding: chunked` of HTTP itself.
    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int size = size(in);
        while (size > 0) {
            all.write(exactly(in, size));
            require(S3Call.line(in).orElse("?").isEmpty(), "a chunk is longer than it says");
            size = size(in);
        }
        String trailer = S3Call.line(in).orElseThrow(EOFException::new);
        while (!trailer.isEmpty()) {
            trailer = S3Call.line(in).orElseThrow(EOFException::new);
        }
        return all.toByteArray();
    }

    private static int size(InputStream in) throws IOException {
        String line = S3Call.line(in).orElseThrow(EOFException::new);
        return Integer.parseInt(line.split(";")[0].strip(), 16);
    }

    /// `aws-chunked`: sizes with or without signatures, then trailers, which are added to what the
    /// headers told.
    private static byte[] unframed(byte[] wire, Map<String, String> told) throws IOException {
        InputStream in = new ByteArrayInputStream(wire);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int size = size(in);
        while (size > 0) {
            all.write(exactly(in, size));
            require(S3Call.line(in).orElse("?").isEmpty(), "a chunk is longer than it says");
            size = size(in);
        }
        String trailer = S3Call.line(in).orElse("");
        while (!trailer.isEmpty()) {
            int colon = trailer.indexOf(':');
            told.put(
                    trailer.substring(0, colon).toLowerCase(Locale.ROOT),
                    trailer.substring(colon + 1).strip());
            trailer = S3Call.line(in).orElse("");
        }
        return all.toByteArray();
    }

    private static void check(byte[] content, Map<String, String> told) throws IOException {
        String decoded = told.get("x-amz-decoded-content-length");
        require(
                decoded == null || Long.parseLong(decoded) == content.length,
                "the body is not as long as x-amz-decoded-content-length");
        String md5 = told.get("content-md5");
        require(md5 == null || md5.equals(base64(digest("MD5", content))), "the MD5 is another");
        for (Map.Entry<String, String> header : told.entrySet()) {
            ChecksumAlgorithm algorithm =
                    header.getKey().startsWith(CHECKSUM)
                            ? ALGORITHMS.get(header.getKey().substring(CHECKSUM.length()))
                            : null;
            if (algorithm != null) {
                SdkChecksum checksum = SdkChecksum.forAlgorithm(algorithm);
                checksum.update(content, 0, content.length);
                byte[] given = Base64.getDecoder().decode(header.getValue());
                require(
                        Arrays.equals(given, checksum.getChecksumBytes()),
                        header.getKey() + " does not hold");
            }
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String hex(String algorithm, byte[] content) {
        return HexFormat.of().formatHex(digest(algorithm, content));
    }

    private static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
