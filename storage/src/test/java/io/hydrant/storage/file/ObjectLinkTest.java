package io.hydrant.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

class ObjectLinkTest {
    private static final ObjectAddress ADDRESS = new ObjectAddress("lake", "a//b*%é/c");

    @TempDir Path folder;
    private FileObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store =
                FileObjectStore.open(
                        folder.resolve("objects"),
                        SimulatedClock.at("2026-01-02T03:04:05Z"),
                        new RecordedTelemetry());
        store.buckets().create("lake", new Region("us-east-1"), AccountId.DEFAULT);
    }

    private void put(String content) {
        store.put(
                ADDRESS,
                new ObjectAttributes("text/plain", Optional.empty(), Optional.empty(), Map.of()),
                ObjectBody.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keepsTheContentThatWasThereWhateverHappensToTheObject() throws IOException {
        put("before");
        Path link = folder.resolve("link");
        store.link(ADDRESS, link);
        put("after");
        assertThat(link).hasContent("before");
        store.delete(ADDRESS);
        assertThat(link).hasContent("before");
    }

    @Test
    void saysThatThereIsNoSuchObject() {
        assertThatThrownBy(() -> store.link(ADDRESS, folder.resolve("link")))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining(ADDRESS.toString());
    }

    @Test
    void saysThatThereCanBeNoSuchName() {
        put("content");
        assertThatThrownBy(() -> store.link(ADDRESS, folder.resolve("missing/link")))
                .isInstanceOf(IOException.class);
    }
}
