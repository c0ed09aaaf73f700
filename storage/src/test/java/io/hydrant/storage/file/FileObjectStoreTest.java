package io.hydrant.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreContract;
import io.hydrant.storage.object.StoredObject;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

final class FileObjectStoreTest extends ObjectStoreContract {
    @TempDir Path root;
    private final SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05Z");
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private FileObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = FileObjectStore.open(root, clock, telemetry);
        store.buckets().create(BUCKET, new Region("us-east-1"), AccountId.DEFAULT);
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void writesAnOrdinaryKeyAsThatPath() throws IOException {
        put("year=2026/month=01/x-1.gz", "content");
        Path file = root.resolve("buckets/contract-bucket/year=2026/month=01/x-1.gz");
        assertThat(Files.readString(file)).isEqualTo("content");
    }

    @Test
    void servesAFileDroppedInByHand() throws IOException {
        Path folder = Files.createDirectories(root.resolve("buckets/contract-bucket/by/hand"));
        Files.writeString(folder.resolve("file.csv"), "1,2,3");

        StoredObject found = store.head(at("by/hand/file.csv")).orElseThrow();

        assertThat(found.bytes()).isEqualTo(5);
        assertThat(found.etag()).matches("[0-9a-f]{32}-1");
        assertThat(store.list(BUCKET, "by/", "", 10)).containsExactly(found);
    }

    @Test
    void givesAnotherEtagToAFileChangedByHand() throws IOException {
        ObjectAttributes attributes =
                new ObjectAttributes(
                        "text/plain", Optional.of("gzip"), Optional.empty(), Map.of("a", "b"));
        StoredObject before = store.put(at("k"), attributes, ObjectBody.of(new byte[3]));
        Files.writeString(root.resolve("buckets/contract-bucket/k"), "changed by hand");

        FileObject after = store.objects().find(at("k")).orElseThrow();

        assertThat(after.etag()).isNotEqualTo(before.etag());
        assertThat(after.metadata().userMetadata()).isEmpty();
    }

    @Test
    void treatsABucketFolderMadeByHandAsABucket() throws IOException {
        Files.createDirectories(root.resolve("buckets/handmade"));
        put("x", "y");
        assertThat(store.buckets().list())
                .extracting(Bucket::name)
                .containsExactly("contract-bucket", "handmade");
    }

    @Test
    void keepsMetadataAcrossARestart() throws IOException {
        ObjectAttributes attributes =
                new ObjectAttributes(
                        "text/plain", Optional.of("gzip"), Optional.of("arn:k"), Map.of("a", "ü"));
        StoredObject put = store.put(at("k"), attributes, ObjectBody.of(new byte[3]));

        FileObject found = reopen().objects().find(at("k")).orElseThrow();

        assertThat(found.stored()).isEqualTo(put);
        assertThat(found.metadata().userMetadata()).containsEntry("a", "ü");
        assertThat(found.metadata().headers())
                .containsEntry("content-type", "text/plain")
                .containsEntry("content-encoding", "gzip")
                .containsEntry("x-amz-server-side-encryption", "aws:kms");
    }

    @Test
    void removesLeftoversAtStart() throws IOException {
        Path leftover = root.resolve("buckets/.meta/tmp/leftover");
        Files.writeString(leftover, "half an obj");
        reopen();
        assertThat(leftover).doesNotExist();
    }

    @Test
    void leavesNoSidecarOfReplacedAndDeletedObjects() throws IOException {
        ObjectAttributes attributes =
                new ObjectAttributes(
                        "text/plain", Optional.empty(), Optional.empty(), Map.of("a", "b"));
        for (int i = 0; i < 5; i++) {
            store.put(at("a/b/c"), attributes, ObjectBody.of(new byte[i]));
        }
        assertThat(files(root.resolve("buckets/.meta/buckets/contract-bucket/objects"))).hasSize(1);
        store.delete(at("a/b/c"));
        assertThat(files(root.resolve("buckets/.meta/buckets/contract-bucket/objects"))).isEmpty();
        assertThat(root.resolve("buckets/contract-bucket/a")).doesNotExist();
    }

    @Test
    void followsNoLinkOutOfTheBucket() throws IOException {
        Path outside = Files.writeString(root.resolve("secret"), "secret");
        Path bucket = root.resolve("buckets/contract-bucket");
        Files.createSymbolicLink(bucket.resolve("link"), outside);
        Files.createSymbolicLink(bucket.resolve("folder"), root);
        assertThat(store.head(at("link"))).isEmpty();
        assertThat(store.list(BUCKET, "", "", 10)).isEmpty();
        assertCode("InternalError", () -> put("folder/escaped", "x"));
        assertThat(root.resolve("escaped")).doesNotExist();
    }

    @Test
    void givesEachObjectItsOwnTimeAlthoughTheClockStands() {
        StoredObject first = put("a", "x");
        StoredObject second = put("a", "x");
        assertThat(second.lastModified()).isAfter(first.lastModified());
        assertThat(second.etag()).isNotEqualTo(first.etag());
    }

    @Test
    void countsWhatItWrote() {
        put("a", "12345");
        assertThat(telemetry.count("hydrant_storage_put_bytes_total")).isEqualTo(5);
        assertThat(telemetry.count("hydrant_storage_put_objects_total")).isEqualTo(1);
    }

    @Test
    void behavesLikeASortedMapWhateverTheKeys() throws IOException {
        for (long seed = 1; seed <= 6; seed++) {
            String bucket = "model-" + seed;
            store.buckets().create(bucket, new Region("us-east-1"), AccountId.DEFAULT);
            new ModelRun(bucket, new Random(seed)).run();
        }
    }

    /// Random puts, deletes and listings, compared with a map in byte order.
    private final class ModelRun {
        private final String bucket;
        private final Random random;
        private final TreeMap<String, String> model =
                new TreeMap<>(
                        (left, right) ->
                                Arrays.compareUnsigned(
                                        left.getBytes(StandardCharsets.UTF_8),
                                        right.getBytes(StandardCharsets.UTF_8)));

        ModelRun(String bucket, Random random) {
            this.bucket = bucket;
            this.random = random;
        }

        void run() throws IOException {
            for (int step = 0; step < 150; step++) {
                String key = RandomKeys.next(random);
                ObjectAddress address = new ObjectAddress(bucket, key);
                if (random.nextInt(4) == 0) {
                    store.delete(address);
                    model.remove(key);
                } else {
                    String value = key + step;
                    store.put(address, PLAIN, body(value));
                    model.put(key, value);
                }
            }
            for (Map.Entry<String, String> entry : model.entrySet()) {
                ObjectAddress address = new ObjectAddress(bucket, entry.getKey());
                assertThat(read(store.open(address, 0, Long.MAX_VALUE)))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(entry.getValue());
            }
            for (int i = 0; i < 40; i++) {
                checkListing(
                        RandomKeys.prefix(random),
                        random.nextInt(3) == 0 ? "" : "/",
                        random.nextBoolean() ? "" : RandomKeys.next(random));
            }
            checkListing("", "", "");
            checkListing("", "/", "");
            checkListing("", "a", "");
        }

        private void checkListing(String prefix, String delimiter, String after)
                throws IOException {
            List<String> expected = new ArrayList<>();
            String last = after;
            for (String key : model.keySet()) {
                if (!key.startsWith(prefix)) {
                    continue;
                }
                int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
                String item = cut < 0 ? key : key.substring(0, cut + delimiter.length());
                boolean behind = model.comparator().compare(item, last) > 0;
                if (behind && !expected.contains(item)) {
                    expected.add(item);
                    last = after;
                }
            }
            List<String> found = new ArrayList<>();
            String marker = after;
            while (true) {
                ListPage page =
                        store.listing().list(bucket, new ListQuery(prefix, delimiter, marker, 3));
                page.objects().forEach(object -> found.add(object.address().key()));
                found.addAll(page.commonPrefixes());
                if (!page.truncated()) {
                    break;
                }
                marker = page.last();
            }
            assertThat(sorted(found))
                    .as("prefix '%s' delimiter '%s' after '%s'", prefix, delimiter, after)
                    .isEqualTo(expected)
                    .hasSameSizeAs(found);
        }
    }

    private FileObjectStore reopen() throws IOException {
        return FileObjectStore.open(root, clock, telemetry);
    }

    private StoredObject put(String key, String content) {
        return store.put(at(key), PLAIN, body(content));
    }

    private static ObjectBody body(String content) {
        return ObjectBody.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
