package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectAddress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Lists keys page by page. Safe for use by many threads.
public final class ObjectListing {
    private static final byte[] SLASH = {'/'};

    private final StoreFolders folders;
    private final ObjectFiles objects;
    private final FolderBatches batches;

    ObjectListing(StoreFolders folders, ObjectFiles objects) {
        this.folders = folders;
        this.objects = objects;
        this.batches = new FolderBatches(objects.tree().changes());
    }

    /// Everything in the page sorts behind `after`; a common prefix that sorts at or before it was
    /// in an earlier page, with all its keys.
    public ListPage list(String bucket, ListQuery query) throws IOException {
        objects.tree().requireBucket(bucket);
        byte[] prefix = KeyNames.utf8(query.prefix());
        byte[] delimiter = KeyNames.utf8(query.delimiter());
        byte[] after = KeyNames.utf8(query.after());
        byte[] from = after.length == 0 ? prefix : Arrays.copyOf(after, after.length + 1);
        KeyWalk.Depth depth =
                Arrays.equals(delimiter, SLASH) ? KeyWalk.Depth.ONE_LEVEL : KeyWalk.Depth.ALL;
        KeyWalk walk =
                new KeyWalk(
                        batches, folders.bucket(bucket), new KeyWalk.KeyRange(prefix, from), depth);
        if (KeyWalk.startsWith(after, prefix)) {
            rolled(after, prefix, delimiter).ifPresent(walk::skip);
        }
        return query.countMax() == 0
                ? new ListPage(List.of(), List.of(), false, "")
                : collect(walk, bucket, query);
    }

    private ListPage collect(KeyWalk walk, String bucket, ListQuery query) throws IOException {
        byte[] prefix = KeyNames.utf8(query.prefix());
        byte[] delimiter = KeyNames.utf8(query.delimiter());
        List<FileObject> found = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String last = "";
        while (true) {
            Optional<KeyWalk.Item> next = walk.next();
            if (next.isEmpty()) {
                return new ListPage(found, prefixes, false, last);
            }
            Optional<byte[]> rolled = rolled(next.get().key(), prefix, delimiter);
            Optional<String> key = text(rolled.orElse(next.get().key()));
            if (key.isEmpty() || key.get().isEmpty()) {
                continue;
            }
            Optional<FileObject> object =
                    rolled.isPresent()
                            ? Optional.empty()
                            : describe(new ObjectAddress(bucket, key.get()), next.get());
            if (rolled.isEmpty() && object.isEmpty()) {
                continue;
            }
            if (found.size() + prefixes.size() == query.countMax()) {
                return new ListPage(found, prefixes, true, last);
            }
            last = key.get();
            object.ifPresent(found::add);
            if (rolled.isPresent()) {
                prefixes.add(last);
                walk.skip(rolled.get());
            }
        }
    }

    private Optional<FileObject> describe(ObjectAddress address, KeyWalk.Item item)
            throws IOException {
        return item.version().isEmpty()
                ? Optional.empty()
                : objects.describe(address, item.version().get());
    }

    /// The start of a key up to and with the first delimiter behind the prefix.
    private static Optional<byte[]> rolled(byte[] key, byte[] prefix, byte[] delimiter) {
        if (delimiter.length == 0) {
            return Optional.empty();
        }
        for (int i = prefix.length; i + delimiter.length <= key.length; i++) {
            if (Arrays.equals(key, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                return Optional.of(Arrays.copyOf(key, i + delimiter.length));
            }
        }
        return Optional.empty();
    }

    /// The key; empty for bytes that are no text, which only a file named by hand can give.
    private static Optional<String> text(byte[] key) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
