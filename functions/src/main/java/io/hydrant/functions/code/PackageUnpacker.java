package io.hydrant.functions.code;

import io.hydrant.functions.refusal.InvalidParameter;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Unpacks one archive into one folder, and nothing anywhere else. For one thread.
///
/// Names must be relative and without `..`. Links are made when all files are there, so that no
/// file is written through one; each must then lead to something within the folder. What counts are
/// the bytes that come out, whatever the archive says of itself.
final class PackageUnpacker {
    static final long UNPACKED_BYTES_MAX = 262_144_000;
    private static final int ENTRIES_MAX = 100_000;
    private static final int LINK_BYTES_MAX = 4096;
    private static final int PERMISSION_BITS = 0777;

    private final Path root;
    private final Map<Path, String> links = new LinkedHashMap<>();
    private long bytes;

    /// @param root an existing folder, empty
    PackageUnpacker(Path root) {
        this.root = root;
    }

    static InvalidParameter damaged() {
        return new InvalidParameter(
                "Could not unzip uploaded file. Please check your file, then try to upload again.");
    }

    /// @return bytes of all files together
    /// @throws InvalidParameter when it is no archive, a hostile one, or too large
    long unpack(byte[] archive) throws IOException {
        try (ZipFile zip = zip(archive)) {
            int count = 0;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                count++;
                if (count > ENTRIES_MAX || !zip.canReadEntryData(entry)) {
                    throw damaged();
                }
                unpack(zip, entry);
            }
            if (count == 0) {
                throw new InvalidParameter("Uploaded file must be a non-empty zip");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw damaged();
        }
        makeLinks();
        return bytes;
    }

    private static ZipFile zip(byte[] archive) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .get();
    }

    private void unpack(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        Path target = target(entry.getName());
        if (entry.isUnixSymlink()) {
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] text = in.readNBytes(LINK_BYTES_MAX);
                links.put(target, new String(text, StandardCharsets.UTF_8));
            }
        } else if (entry.isDirectory()) {
            Files.createDirectories(target);
            permit(target, entry, 0700);
        } else {
            Files.createDirectories(target.getParent());
            write(zip, entry, target);
            permit(target, entry, 0400);
        }
    }

    private Path target(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.startsWith("\\")) {
            throw damaged();
        }
        try {
            Path relative = Path.of(name);
            for (Path part : relative) {
                if (part.toString().equals("..")) {
                    throw damaged();
                }
            }
            return root.resolve(relative).normalize();
        } catch (InvalidPathException _) {
            throw damaged();
        }
    }

    /// The file is on the disk when this returns.
    private void write(ZipFile zip, ZipArchiveEntry entry, Path target) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = zip.getInputStream(entry);
                FileChannel out =
                        FileChannel.open(
                                target,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                LinkOption.NOFOLLOW_LINKS)) {
            int count = in.read(buffer);
            while (count >= 0) {
                bytes += count;
                if (bytes > UNPACKED_BYTES_MAX) {
                    throw new InvalidParameter(
                            "Unzipped size must be smaller than " + UNPACKED_BYTES_MAX + " bytes");
                }
                ByteBuffer piece = ByteBuffer.wrap(buffer, 0, count);
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
                count = in.read(buffer);
            }
            out.force(true);
        }
    }

    /// @param least bits that we need ourselves
    private static void permit(Path target, ZipArchiveEntry entry, int least) throws IOException {
        if (!target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        int told = entry.getUnixMode() & PERMISSION_BITS;
        int usual = entry.isDirectory() ? 0755 : 0644;
        Files.setPosixFilePermissions(target, permissions((told == 0 ? usual : told) | least));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] inOrder = PosixFilePermission.values(); // owner first, read first
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < inOrder.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                set.add(inOrder[i]);
            }
        }
        return set;
    }

    private void makeLinks() throws IOException {
        try {
            for (Map.Entry<Path, String> link : links.entrySet()) {
                Path parent = link.getKey().getParent();
                Files.createDirectories(parent);
                if (!parent.toRealPath().equals(parent)) {
                    throw damaged(); // it lies behind another link
                }
                Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
            }
            for (Path link : links.keySet()) {
                if (!link.toRealPath().startsWith(root)) {
                    throw damaged();
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw damaged(); // it is there twice, or leads nowhere
        }
    }
}
