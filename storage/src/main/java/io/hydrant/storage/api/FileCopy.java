package io.hydrant.storage.api;

import io.hydrant.storage.file.ObjectChecksum;
import io.hydrant.storage.file.ObjectDraft;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Copies bytes between files and computes what is told of them on the way. Used once, by one
/// thread.
final class FileCopy {
    private final MessageDigest md5 = ChecksumAlgorithm.digest("MD5");
    private final Optional<ChecksumAlgorithm> algorithm;
    private final Optional<ChecksumAlgorithm.Running> running;
    private String md5Hex = "";
    private Optional<ObjectChecksum> checksum = Optional.empty();

    FileCopy(Optional<ChecksumAlgorithm> algorithm) {
        this.algorithm = algorithm;
        this.running = algorithm.map(ChecksumAlgorithm::start);
    }

    void run(FileChannel source, long first, long count, ObjectDraft draft) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        long position = first;
        long end = first + count;
        while (position < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            int got = source.read(buffer, position);
            if (got < 0) {
                throw new EOFException("the source became shorter while it was copied");
            }
            md5.update(buffer.array(), 0, got);
            running.ifPresent(sum -> sum.update(buffer.array(), 0, got));
            draft.write(buffer.array(), 0, got);
            position += got;
        }
        md5Hex = HexFormat.of().formatHex(md5.digest());
        if (algorithm.isPresent() && running.isPresent()) {
            String value = Base64.getEncoder().encodeToString(running.get().result());
            checksum =
                    Optional.of(
                            new ObjectChecksum(
                                    algorithm.get().name(), value, ObjectChecksum.FULL_OBJECT));
        }
    }

    String md5Hex() {
        return md5Hex;
    }

    Optional<ObjectChecksum> checksum() {
        return checksum;
    }
}
