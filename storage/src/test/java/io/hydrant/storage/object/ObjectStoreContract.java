package io.hydrant.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What every [ObjectStore] promises. New promises go here, never into one implementation's test.
public abstract class ObjectStoreContract {
    protected static final String BUCKET = "contract-bucket";
    protected static final ObjectAttributes PLAIN =
            new ObjectAttributes(
                    "application/octet-stream", Optional.empty(), Optional.empty(), Map.of());

    /// A store in which [#BUCKET] is there and empty.
    protected abstract ObjectStore store() throws Exception;

    @Test
    void givesBackTheBytesPut() throws Exception {
        ObjectStore store = store();
        byte[] content = random(300_000);
        StoredObject put =
                store.put(at("year=2026/month=01/x-1.gz"), PLAIN, ObjectBody.of(content));

        ObjectContent all = store.open(put.address(), 0, Long.MAX_VALUE);

        assertThat(read(all)).isEqualTo(content);
        assertThat(all.byteCount()).isEqualTo(content.length);
        assertThat(put.bytes()).isEqualTo(content.length);
        assertThat(all.object().etag()).isEqualTo(put.etag()).doesNotContain("\"");
    }

    @Test
    void givesBackAnyRange() throws Exception {
        ObjectStore store = store();
        byte[] content = "0123456789".getBytes(StandardCharsets.US_ASCII);
        store.put(at("digits"), PLAIN, ObjectBody.of(content));

        assertThat(read(store.open(at("digits"), 3, 4))).asString().isEqualTo("3456");
        assertThat(read(store.open(at("digits"), 7, Long.MAX_VALUE))).asString().isEqualTo("789");
        assertThat(read(store.open(at("digits"), 7, 100))).asString().isEqualTo("789");
        assertThat(read(store.open(at("digits"), 10, Long.MAX_VALUE))).isEmpty();
        assertThat(read(store.open(at("digits"), 2, 0))).isEmpty();
        assertThatThrownBy(() -> store.open(at("digits"), 11, 1))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        e -> assertThat(e.code()).isEqualTo("InvalidRange"));
    }

    @Test
    void keepsEmptyObjects() throws Exception {
        ObjectStore store = store();
        store.put(at("empty"), PLAIN, ObjectBody.of(new byte[0]));
        assertThat(store.head(at("empty"))).map(StoredObject::bytes).contains(0L);
        assertThat(read(store.open(at("empty"), 0, Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void replacesAnObjectPutAgain() throws Exception {
        ObjectStore store = store();
        store.put(at("k"), PLAIN, ObjectBody.of(new byte[10]));
        store.put(at("k"), PLAIN, ObjectBody.of(new byte[] {1, 2}));
        assertThat(read(store.open(at("k"), 0, Long.MAX_VALUE))).containsExactly(1, 2);
        assertThat(store.list(BUCKET, "", "", 10)).hasSize(1);
    }

    @Test
    void takesBodiesOfUnknownLength() throws Exception {
        ObjectStore store = store();
        byte[] content = random(1_000_000);
        store.put(at("unknown"), PLAIN, unknownLength(content));
        assertThat(read(store.open(at("unknown"), 0, Long.MAX_VALUE))).isEqualTo(content);
    }

    @Test
    void leavesNothingOfABodyThatFails() throws Exception {
        ObjectStore store = store();
        assertThatThrownBy(() -> store.put(at("broken"), PLAIN, failing(OptionalLong.of(200_000))))
                .isInstanceOf(ObjectStoreException.class);
        assertThatThrownBy(() -> store.put(at("broken"), PLAIN, failing(OptionalLong.empty())))
                .isInstanceOf(ObjectStoreException.class);
        assertThat(store.head(at("broken"))).isEmpty();
        assertThat(store.list(BUCKET, "", "", 10)).isEmpty();
    }

    @Test
    void keepsWhatWasThereWhenAReplacementFails() throws Exception {
        ObjectStore store = store();
        store.put(at("k"), PLAIN, ObjectBody.of(new byte[] {7}));
        assertThatThrownBy(() -> store.put(at("k"), PLAIN, failing(OptionalLong.of(200_000))))
                .isInstanceOf(ObjectStoreException.class);
        assertThat(read(store.open(at("k"), 0, Long.MAX_VALUE))).containsExactly(7);
    }

    @Test
    void keepsEveryKeyApart() throws Exception {
        ObjectStore store = store();
        List<String> keys =
                List.of(
                        "a",
                        "a/b",
                        "a/b/c",
                        "A",
                        "a//b",
                        "a/",
                        "/a",
                        "a/../b",
                        "./a",
                        "ü",
                        "a b+c",
                        "a%2Fb",
                        "a\u0001b",
                        "n".repeat(300),
                        "n".repeat(300) + "/x");
        for (String key : keys) {
            store.put(at(key), PLAIN, ObjectBody.of(key.getBytes(StandardCharsets.UTF_8)));
        }
        for (String key : keys) {
            assertThat(read(store.open(at(key), 0, Long.MAX_VALUE))).asString().isEqualTo(key);
        }
        assertThat(store.list(BUCKET, "", "", 100))
                .extracting(object -> object.address().key())
                .containsExactlyElementsOf(sorted(keys));
    }

    @Test
    void listsByPrefixFromAKeyOnUpToACount() throws Exception {
        ObjectStore store = store();
        for (String key : List.of("p/1", "p/2", "p/3", "q/1", "o")) {
            store.put(at(key), PLAIN, ObjectBody.of(new byte[1]));
        }
        assertThat(keys(store.list(BUCKET, "p/", "", 10))).containsExactly("p/1", "p/2", "p/3");
        assertThat(keys(store.list(BUCKET, "p/", "p/1", 1))).containsExactly("p/2");
        assertThat(keys(store.list(BUCKET, "", "p/2", 10))).containsExactly("p/3", "q/1");
        assertThat(keys(store.list(BUCKET, "z", "", 10))).isEmpty();
    }

    @Test
    void removesAnObjectAndMindsNoneThere() throws Exception {
        ObjectStore store = store();
        store.put(at("a"), PLAIN, ObjectBody.of(new byte[1]));
        store.put(at("a/b"), PLAIN, ObjectBody.of(new byte[1]));
        store.delete(at("a"));
        store.delete(at("a"));
        assertThat(store.head(at("a"))).isEmpty();
        assertThat(keys(store.list(BUCKET, "", "", 10))).containsExactly("a/b");
    }

    @Test
    void namesWhatIsMissing() throws Exception {
        ObjectStore store = store();
        assertThat(store.head(at("nothing"))).isEmpty();
        assertCode("NoSuchKey", () -> store.open(at("nothing"), 0, Long.MAX_VALUE));
        ObjectAddress elsewhere = new ObjectAddress("no-such-bucket", "k");
        assertCode("NoSuchBucket", () -> store.put(elsewhere, PLAIN, ObjectBody.of(new byte[1])));
        assertCode("NoSuchBucket", () -> store.list("no-such-bucket", "", "", 10));
    }

    @Test
    void neverMixesConcurrentPutsOfOneKey() throws Exception {
        ObjectStore store = store();
        int writers = 8;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<StoredObject>> puts = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                byte[] content = new byte[50_000 + i];
                Arrays.fill(content, (byte) i);
                puts.add(
                        threads.submit(() -> store.put(at("same"), PLAIN, ObjectBody.of(content))));
            }
            for (Future<StoredObject> put : puts) {
                put.get();
            }
        }
        byte[] found = read(store.open(at("same"), 0, Long.MAX_VALUE));
        byte winner = found[0];
        assertThat(found).hasSize(50_000 + winner).containsOnly(winner);
    }

    protected static ObjectAddress at(String key) {
        return new ObjectAddress(BUCKET, key);
    }

    protected static byte[] read(ObjectContent content) throws IOException {
        try (InputStream stream = content.stream()) {
            return stream.readAllBytes();
        }
    }

    protected static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(42).nextBytes(content);
        return content;
    }

    protected static List<String> sorted(List<String> keys) {
        TreeSet<String> sorted =
                new TreeSet<>(
                        (left, right) ->
                                Arrays.compareUnsigned(
                                        left.getBytes(StandardCharsets.UTF_8),
                                        right.getBytes(StandardCharsets.UTF_8)));
        sorted.addAll(keys);
        return List.copyOf(sorted);
    }

    protected static void assertCode(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ObjectStoreException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    protected static ObjectBody unknownLength(byte[] content) {
        return new ObjectBody() {
            @Override
            public OptionalLong bytes() {
                return OptionalLong.empty();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(content);
            }
        };
    }

    private static List<String> keys(List<StoredObject> objects) {
        return objects.stream().map(object -> object.address().key()).toList();
    }

    private static ObjectBody failing(OptionalLong length) {
        return new ObjectBody() {
            @Override
            public OptionalLong bytes() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(new byte[100_000]);
                throw new IOException("the disk that holds the body failed");
            }
        };
    }
}
