package io.hydrant.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectStoreException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// What is left of operations that were cut off, and that nothing is left of the others.
final class LeftoversTest {
    private static final String BUCKET = "leftovers";
    private static final ObjectAddress ADDRESS = new ObjectAddress(BUCKET, "dir/key");

    @TempDir Path root;
    private FileObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = reopen();
        store.buckets().create(BUCKET, new Region("us-east-1"), AccountId.DEFAULT);
    }

    @Test
    void removesTheSidecarOfAWriteThatNeverBecameAnObject() throws IOException {
        put("kept");
        List<Path> before = sidecars();
        // A write is cut off before its rename: the draft and its sidecar are there.
        ObjectDraft draft = draft("cut off");
        FileVersion version = draft.finish(InstantSource.system().instant());
        Path orphan = sibling(before.getFirst(), version);
        Files.copy(before.getFirst(), orphan);

        store = reopen();

        assertThat(sidecars()).isEqualTo(before);
        assertThat(store.objects().require(ADDRESS).metadata().etag()).isEqualTo("kept");
    }

    @Test
    void removesTheSidecarOfAnObjectThatWasReplacedJustBeforeTheStop() throws IOException {
        FileObject first = put("first");
        Path old = sidecars().getFirst();
        byte[] content = Files.readAllBytes(old);
        put("second");
        Files.write(old, content);
        draft("so that the stop shows");

        store = reopen();

        assertThat(first.etag()).isEqualTo("first");
        assertThat(sidecars()).hasSize(1).doesNotContain(old);
        assertThat(store.objects().require(ADDRESS).metadata().etag()).isEqualTo("second");
    }

    @Test
    void keepsTheSidecarOfAFileMovedAwayByHand() throws IOException {
        put("kept");
        Path file = root.resolve("buckets/leftovers/dir/key");
        Path aside = root.resolve("aside");
        Files.move(file, aside);
        draft("so that the stop shows");
        store = reopen();
        Files.move(aside, file);
        assertThat(store.objects().require(ADDRESS).metadata().etag()).isEqualTo("kept");
    }

    @Test
    void removesWhatIsLeftOfUploadsAndKeepsTheOpenOnes() throws IOException {
        Upload open = begin();
        commitPart(open);
        Path folder = uploads().resolve(open.id());
        Path unnamed = Files.writeString(folder.resolve("00001-0123.part"), "cut off");
        Path gone = Files.createDirectories(uploads().resolve("0".repeat(32)));
        Files.writeString(gone.resolve("00001-0123.part"), "of an upload that was aborted");

        store = reopen();

        assertThat(unnamed).doesNotExist();
        assertThat(gone).doesNotExist();
        assertThat(store.uploads().parts(open)).hasSize(1);
        assertThat(store.uploads().join(open, store.uploads().parts(open)).bytes()).isEqualTo(4);
    }

    @Test
    void leavesNothingOfAPartThatComesAfterTheAbort() throws IOException {
        Upload upload = begin();
        store.uploads().remove(upload);
        assertThatThrownBy(() -> commitPart(upload))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        e -> assertThat(e.code()).isEqualTo("NoSuchUpload"));
        assertThat(uploads()).isEmptyDirectory();
    }

    @Test
    void leavesNothingOfPartsThatRaceTheAbort() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 40; round++) {
                Upload upload = begin();
                List<Future<?>> parts =
                        Stream.generate(() -> threads.submit(() -> commitPartOrRefuse(upload)))
                                .limit(4)
                                .<Future<?>>map(future -> future)
                                .toList();
                store.uploads().remove(upload);
                for (Future<?> part : parts) {
                    part.get();
                }
                assertThat(uploads()).isEmptyDirectory();
            }
        }
    }

    private Boolean commitPartOrRefuse(Upload upload) throws IOException {
        try {
            commitPart(upload);
            return true;
        } catch (ObjectStoreException e) {
            assertThat(e.code()).isEqualTo("NoSuchUpload");
            return false;
        }
    }

    private Upload begin() throws IOException {
        return store.uploads().create(ADDRESS, metadata("etag"), "", "");
    }

    private void commitPart(Upload upload) throws IOException {
        try (ObjectDraft draft = draft("part")) {
            UploadedPart part = new UploadedPart(1, 4, "0".repeat(32), Optional.empty());
            store.uploads().commitPart(upload, part, draft);
        }
    }

    private FileObject put(String etag) throws IOException {
        try (ObjectDraft draft = draft(etag)) {
            return store.objects().commit(ADDRESS, metadata(etag), draft, WriteCondition.NONE);
        }
    }

    private ObjectDraft draft(String content) throws IOException {
        ObjectDraft draft = store.objects().draft(BUCKET);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        draft.write(bytes, 0, bytes.length);
        return draft;
    }

    private FileObjectStore reopen() throws IOException {
        return FileObjectStore.open(root, InstantSource.system(), Telemetry.NONE);
    }

    private Path uploads() {
        return root.resolve("buckets/.meta/buckets/leftovers/uploads");
    }

    private List<Path> sidecars() throws IOException {
        Path folder = root.resolve("buckets/.meta/buckets/leftovers/objects");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Path sibling(Path sidecar, FileVersion version) {
        String name = sidecar.getFileName().toString();
        String hash = name.substring(0, name.indexOf('.'));
        return sidecar.resolveSibling(hash + "." + Sidecars.versionName(version) + ".json");
    }

    private static ObjectMetadata metadata(String etag) {
        return ObjectMetadata.of(etag, Map.of("content-type", "text/plain"), Map.of());
    }
}
