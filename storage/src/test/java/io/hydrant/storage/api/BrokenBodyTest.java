package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Uploads whose body does not come to its end leave nothing behind.
final class BrokenBodyTest {
    private static final Caller CALLER =
            new Caller(AccountId.DEFAULT, new Region("us-east-1"), "s3", "test");

    @TempDir Path root;

    @Test
    void storesNothingOfABodyThatBreaksOff() throws IOException {
        FileObjectStore store = openStore();
        InputStream body = new SequenceInputStream(bytes(100_000), broken());

        assertThatThrownBy(() -> put(store, body, "200000"))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("the client went away");

        assertNothingIn(store);
    }

    @Test
    void storesNothingOfABodyShorterThanAnnounced() throws IOException {
        assertNothingStored(bytes(100_000), "200000", 400);
    }

    @Test
    void asksForALength() throws IOException {
        assertNothingStored(bytes(10), "", 411);
    }

    private void assertNothingStored(InputStream body, String length, int status)
            throws IOException {
        FileObjectStore store = openStore();

        assertThat(put(store, body, length).status()).isEqualTo(status);

        assertNothingIn(store);
    }

    private FileObjectStore openStore() throws IOException {
        FileObjectStore store = FileObjectStore.open(root, InstantSource.system(), Telemetry.NONE);
        store.buckets().create("bucket", new Region("us-east-1"), AccountId.DEFAULT);
        return store;
    }

    private static HttpResponse put(FileObjectStore store, InputStream body, String length) {
        Headers headers = new Headers().add("host", "127.0.0.1");
        if (!length.isEmpty()) {
            headers.add("content-length", length);
        }
        HttpRequest request = new HttpRequest("PUT", "/bucket/a/b", "", headers, body, false);
        return new S3Endpoint(store, List.of(), Telemetry.NONE).handle(request, CALLER, "id");
    }

    private void assertNothingIn(FileObjectStore store) {
        assertThat(store.list("bucket", "", "", 10)).isEmpty();
        assertThat(root.resolve("buckets/bucket")).isEmptyDirectory();
        assertThat(root.resolve("buckets/.meta/tmp")).isEmptyDirectory();
        assertThat(root.resolve("buckets/.meta/buckets/bucket/objects")).doesNotExist();
    }

    private static InputStream bytes(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the client went away");
            }
        };
    }
}
