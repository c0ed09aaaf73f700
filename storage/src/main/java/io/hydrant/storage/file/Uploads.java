package io.hydrant.storage.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectStoreException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// Multipart uploads:
///
/// ```
/// .meta/buckets/<bucket>/uploads/<32 hex>/upload.json         what it will become
///                                         00001.json          part 1, naming its bytes' file
///                                         00001-<draft>.part  the bytes
/// ```
///
/// A part exists once its `.json` does. Safe for use by many threads.
public final class Uploads {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final String DESCRIPTION = "upload.json";
    private static final String PART_BYTES = ".part";

    private final StoreFolders folders;
    private final DurableFiles files;
    private final FolderSync sync;
    private final ObjectFiles objects;
    private final Stamps stamps;
    private final UploadIds ids = new UploadIds();

    /// Held while a part's file and description change place; keyed by upload and number.
    private final KeyLocks locks = new KeyLocks();

    Uploads(
            StoreFolders folders,
            DurableFiles files,
            FolderSync sync,
            ObjectFiles objects,
            Stamps stamps) {
        this.folders = folders;
        this.files = files;
        this.sync = sync;
        this.objects = objects;
        this.stamps = stamps;
    }

    /// Begins an upload.
    public Upload create(
            ObjectAddress address,
            ObjectMetadata metadata,
            String checksumAlgorithm,
            String checksumType)
            throws IOException {
        objects.tree().requireBucket(address.bucket());
        Instant now = stamps.next().truncatedTo(ChronoUnit.MILLIS);
        Upload upload =
                new Upload(ids.next(), address, metadata, now, checksumAlgorithm, checksumType);
        ObjectNode json = MetadataJson.object();
        json.put("key", address.key()).put("initiated", now.toString());
        json.put("checksumAlgorithm", checksumAlgorithm).put("checksumType", checksumType);
        json.set("metadata", MetadataJson.toNode(metadata));
        files.write(
                folder(address.bucket(), upload.id()).resolve(DESCRIPTION),
                MetadataJson.bytes(json));
        return upload;
    }

    /// @throws ObjectStoreException `NoSuchUpload`, also when it is one of another key
    public Upload require(ObjectAddress address, String uploadId) throws IOException {
        objects.tree().requireBucket(address.bucket());
        return find(address.bucket(), uploadId)
                .filter(upload -> upload.address().equals(address))
                .orElseThrow(() -> noSuchUpload(uploadId));
    }

    /// Open uploads of a bucket in order of key and time.
    public List<Upload> list(String bucket) throws IOException {
        objects.tree().requireBucket(bucket);
        List<Upload> uploads = new ArrayList<>();
        for (Path child : DurableFiles.children(folders.uploads(bucket))) {
            find(bucket, child.getFileName().toString()).ifPresent(uploads::add);
        }
        uploads.sort(
                Comparator.comparing(
                                (Upload upload) -> KeyNames.utf8(upload.address().key()),
                                Arrays::compareUnsigned)
                        .thenComparing(Upload::initiated)
                        .thenComparing(Upload::id));
        return uploads;
    }

    /// Makes a draft a part, replacing the one of its number. When this returns it is on the disk.
    public void commitPart(Upload upload, UploadedPart part, ObjectDraft draft) throws IOException {
        Path folder = folder(upload.address().bucket(), upload.id());
        Path bytes = folder.resolve("%05d-%s%s".formatted(part.number(), ids.next(), PART_BYTES));
        draft.finish(stamps.next());
        ObjectNode json = MetadataJson.toNode(part);
        json.put("file", bytes.getFileName().toString());
        Path description = folder.resolve("%05d.json".formatted(part.number()));
        ReentrantLock lock = locks.of(upload.id(), description.getFileName().toString());
        lock.lock();
        try {
            Optional<byte[]> before = DurableFiles.read(description);
            Files.move(draft.path(), bytes, StandardCopyOption.ATOMIC_MOVE);
            files.write(description, MetadataJson.bytes(json));
            if (before.isPresent()) {
                String old = MetadataJson.parse(before.get()).path("file").asText();
                Files.deleteIfExists(folder.resolve(old));
            }
        } catch (NoSuchFileException e) {
            throw noSuchUpload(upload.id());
        } finally {
            lock.unlock();
        }
        requireStillOpen(upload, folder);
    }

    /// The last thing of every part: an upload removed before this look leaves the part to whoever
    /// looks, one removed after it finds the part there. Either way nothing stays.
    private static void requireStillOpen(Upload upload, Path folder) throws IOException {
        if (!Files.exists(folder.resolve(DESCRIPTION))) {
            DurableFiles.removeTree(folder);
            throw noSuchUpload(upload.id());
        }
    }

    /// The parts there are, in order of their numbers.
    public List<UploadedPart> parts(Upload upload) throws IOException {
        List<UploadedPart> parts = new ArrayList<>();
        for (JsonNode node : descriptions(upload)) {
            parts.add(MetadataJson.part(node));
        }
        return parts;
    }

    /// Joins parts into a draft, in the order given.
    ///
    /// @throws ObjectStoreException `InvalidPart` if one of them was replaced meanwhile
    public ObjectDraft join(Upload upload, List<UploadedPart> parts) throws IOException {
        List<JsonNode> nodes = descriptions(upload);
        ObjectDraft draft = objects.draft(upload.address().bucket());
        boolean done = false;
        try {
            for (UploadedPart part : parts) {
                JsonNode node =
                        nodes.stream()
                                .filter(found -> MetadataJson.part(found).equals(part))
                                .findFirst()
                                .orElseThrow(() -> invalidPart(part.number()));
                append(upload, node.path("file").asText(), part, draft);
            }
            done = true;
            return draft;
        } finally {
            if (!done) {
                draft.close();
            }
        }
    }

    /// Removes what no upload needs any more and only a stop in the middle of an operation leaves:
    /// folders whose upload is gone, and bytes that no part names. Only before the first request.
    void removeLeftovers() throws IOException {
        for (Path bucket : DurableFiles.children(folders.bucketMetas())) {
            for (Path folder : DurableFiles.children(bucket.resolve(StoreFolders.UPLOADS))) {
                if (Files.exists(folder.resolve(DESCRIPTION))) {
                    removeUnnamedParts(folder);
                } else {
                    DurableFiles.removeTree(folder);
                }
            }
        }
    }

    private static void removeUnnamedParts(Path folder) throws IOException {
        Set<String> named = new HashSet<>();
        for (JsonNode node : descriptions(folder)) {
            named.add(node.path("file").asText());
        }
        for (Path child : DurableFiles.children(folder)) {
            String name = child.getFileName().toString();
            if (name.endsWith(PART_BYTES) && !named.contains(name)) {
                Files.deleteIfExists(child);
            }
        }
    }

    /// Forgets an upload and its parts.
    public void remove(Upload upload) throws IOException {
        Path folder = folder(upload.address().bucket(), upload.id());
        // Without its description the upload is gone at once, whatever is left of it.
        Files.deleteIfExists(folder.resolve(DESCRIPTION));
        sync.sync(folder);
        DurableFiles.removeTree(folder);
    }

    private void append(Upload upload, String file, UploadedPart part, ObjectDraft draft)
            throws IOException {
        Path path = folder(upload.address().bucket(), upload.id()).resolve(file);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            draft.append(channel, 0, part.bytes());
        } catch (NoSuchFileException e) {
            throw invalidPart(part.number());
        }
    }

    private List<JsonNode> descriptions(Upload upload) throws IOException {
        return descriptions(folder(upload.address().bucket(), upload.id()));
    }

    private static List<JsonNode> descriptions(Path folder) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (Path child : DurableFiles.children(folder)) {
            String name = child.getFileName().toString();
            if (name.endsWith(".json") && !name.equals(DESCRIPTION)) {
                Optional<byte[]> json = DurableFiles.read(child);
                if (json.isPresent()) {
                    nodes.add(MetadataJson.parse(json.get()));
                }
            }
        }
        nodes.sort(Comparator.comparingInt(node -> node.path("number").asInt()));
        return nodes;
    }

    private Optional<Upload> find(String bucket, String uploadId) throws IOException {
        if (!ID.matcher(uploadId).matches()) {
            return Optional.empty();
        }
        Optional<byte[]> json = DurableFiles.read(folder(bucket, uploadId).resolve(DESCRIPTION));
        if (json.isEmpty()) {
            return Optional.empty();
        }
        JsonNode node = MetadataJson.parse(json.get());
        return Optional.of(
                new Upload(
                        uploadId,
                        new ObjectAddress(bucket, node.path("key").asText()),
                        MetadataJson.fromNode(node.path("metadata")),
                        Instant.parse(node.path("initiated").asText()),
                        node.path("checksumAlgorithm").asText(),
                        node.path("checksumType").asText()));
    }

    private Path folder(String bucket, String uploadId) {
        return folders.uploads(bucket).resolve(uploadId);
    }

    private static ObjectStoreException noSuchUpload(String uploadId) {
        return new ObjectStoreException(
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload"
                        + " may have been aborted or completed: "
                        + uploadId);
    }

    private static ObjectStoreException invalidPart(int number) {
        return new ObjectStoreException(
                "InvalidPart",
                "One or more of the specified parts could not be found.  The part may not have been"
                        + " uploaded, or the specified entity tag may not match the part's entity"
                        + " tag. Part: "
                        + number);
    }

    /// Names nobody can guess.
    private static final class UploadIds {
        private final SecureRandom random = new SecureRandom();

        String next() {
            byte[] id = new byte[16];
            random.nextBytes(id);
            return HexFormat.of().formatHex(id);
        }
    }
}
