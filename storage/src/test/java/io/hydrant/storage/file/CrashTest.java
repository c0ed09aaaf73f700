package io.hydrant.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.StoredObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Kills a process that writes objects, at a moment nobody chose, and looks at what it left.
final class CrashTest {
    private static final String BUCKET = "crash-bucket";

    @TempDir Path root;

    @Test
    void findsEveryAcknowledgedObjectWholeAfterAKill() throws Exception {
        FileObjectStore store = open(root);
        store.buckets().create(BUCKET, new Region("us-east-1"), AccountId.DEFAULT);
        for (int seed = 1; seed <= 3; seed++) {
            Map<String, Integer> acknowledged = writeUntilKilled(seed, 20 + seed * 15);
            FileObjectStore reopened = open(root);
            List<StoredObject> found = reopened.list(BUCKET, "seed-" + seed, "", 10_000);
            Map<String, StoredObject> byKey = new HashMap<>();
            found.forEach(object -> byKey.put(object.address().key(), object));
            assertThat(byKey).containsKeys(acknowledged.keySet().toArray(String[]::new));
            for (StoredObject object : found) {
                checkWhole(reopened, object, acknowledged);
            }
            assertThat(root.resolve("buckets/.meta/tmp")).isEmptyDirectory();
        }
    }

    /// An object is one of its versions from end to end, bytes and metadata, and none before the
    /// last acknowledged one.
    private static void checkWhole(
            FileObjectStore store, StoredObject object, Map<String, Integer> acknowledged)
            throws IOException {
        try (OpenObject open = store.objects().open(object.address())) {
            String told = open.object().metadata().userMetadata().get("version");
            int version = Integer.parseInt(told);
            ObjectContent content = store.open(object.address(), 0, Long.MAX_VALUE);
            byte[] bytes;
            try (InputStream stream = content.stream()) {
                bytes = stream.readAllBytes();
            }
            assertThat(bytes).isEqualTo(Writer.content(version));
            String key = object.address().key();
            assertThat(version).isGreaterThanOrEqualTo(acknowledged.getOrDefault(key, 0));
        }
    }

    /// The version of each key that was acknowledged last.
    private Map<String, Integer> writeUntilKilled(int seed, int countMin) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                root.toString(),
                                Integer.toString(seed))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Map<String, Integer> acknowledged = new HashMap<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            int count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words.length < 3) {
                    continue; // cut off by the kill
                }
                acknowledged.merge(words[0], Integer.parseInt(words[1]), Math::max);
                if (++count == countMin) {
                    // Unlike that of the process, it leaves the pipe open to be read to its end.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).isNotEmpty();
        return acknowledged;
    }

    private static FileObjectStore open(Path root) throws IOException {
        return FileObjectStore.open(root, InstantSource.system(), Telemetry.NONE);
    }

    /// The process that is killed: puts objects for ever and prints each when it is acknowledged.
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            FileObjectStore store = open(Path.of(arguments[0]));
            String seed = arguments[1];
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(Integer.parseInt(seed) * 10L + thread);
                String start = "seed-" + seed + "/" + thread;
                Thread.ofPlatform().start(() -> write(store, start, random));
            }
        }

        private static void write(FileObjectStore store, String start, Random random) {
            for (int version = 1; ; version++) {
                String key = start + (random.nextBoolean() ? "" : "/" + random.nextInt(5));
                ObjectAttributes attributes =
                        new ObjectAttributes(
                                "text/plain",
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("version", Integer.toString(version)));
                store.put(
                        new ObjectAddress(BUCKET, key),
                        attributes,
                        ObjectBody.of(content(version)));
                System.out.println(key + " " + version + " .");
            }
        }

        static byte[] content(int version) {
            byte[] content = new byte[1_000 + version * 997 % 50_000];
            Arrays.fill(content, (byte) version);
            return content;
        }
    }
}
