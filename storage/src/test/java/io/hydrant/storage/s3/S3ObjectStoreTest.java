package io.hydrant.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.storage.api.S3TestServer;
import io.hydrant.storage.file.FileObject;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreContract;
import io.hydrant.storage.object.StoredObject;
import io.hydrant.testkit.RecordedTelemetry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

final class S3ObjectStoreTest extends ObjectStoreContract {
    @TempDir Path root;
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private S3TestServer server;
    private S3ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        server = S3TestServer.start(root.resolve("server"));
        server.store().buckets().create(BUCKET, new Region("us-east-1"), AccountId.DEFAULT);
        store = connect(server.uri());
    }

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void sendsAttributesAlong() throws IOException {
        ObjectAttributes attributes =
                new ObjectAttributes(
                        "text/plain",
                        Optional.of("gzip"),
                        Optional.of("arn:key"),
                        Map.of("a", "b"));
        store.put(at("k"), attributes, ObjectBody.of(new byte[10]));
        FileObject found = server.store().objects().require(at("k"));
        assertThat(found.metadata().userMetadata()).containsEntry("a", "b");
        assertThat(found.metadata().headers())
                .containsEntry("content-type", "text/plain")
                .containsEntry("content-encoding", "gzip")
                .containsEntry("x-amz-server-side-encryption", "aws:kms")
                .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "arn:key");
    }

    @Test
    void sendsLargeBodiesInPartsAndCleansUp() throws IOException {
        long bytes = (64L << 20) + 5;
        StoredObject put = store.put(at("large"), PLAIN, zeros(bytes));
        assertThat(put.bytes()).isEqualTo(bytes);
        assertThat(put.etag()).endsWith("-5");
        assertThat(server.store().objects().require(at("large")).bytes()).isEqualTo(bytes);
        assertThat(server.store().uploads().list(BUCKET)).isEmpty();
        assertThat(stagedFiles()).isZero();
    }

    @Test
    void abortsAnUploadWhosePartsFail() throws IOException {
        // The second part and the SDK's repetition of it find nobody at home.
        ObjectBody body = zeros((64L << 20) + 5);
        assertCode("SlowDown", () -> store.put(at("large"), PLAIN, failingAfterCreate(body)));
        assertThat(server.store().uploads().list(BUCKET)).isEmpty();
        assertThat(stagedFiles()).isZero();
    }

    @Test
    void repeatsOnceByItselfAndThenTells() {
        server.failNext(1);
        store.put(at("k"), PLAIN, ObjectBody.of(new byte[100_000]));
        server.failNext(2);
        assertCode("SlowDown", () -> store.put(at("k"), PLAIN, ObjectBody.of(new byte[1])));
        assertThat(telemetry.count("hydrant_s3_client_failures_total")).isEqualTo(1);
        assertThat(telemetry.count("hydrant_s3_client_put_bytes_total")).isEqualTo(100_000);
    }

    @Test
    void tellsWhenNobodyIsThere() throws IOException {
        URI uri = server.uri();
        server.close();
        try (S3ObjectStore lonely = connect(uri)) {
            assertCode(
                    "ConnectionFailed",
                    () -> lonely.put(at("k"), PLAIN, ObjectBody.of(new byte[1])));
        }
    }

    @Test
    void tellsWhenAnAnswerBreaksOff() throws IOException {
        try (BrokenS3 broken = BrokenS3.start();
                S3ObjectStore store = connect(broken.uri())) {
            assertCode("ConnectionFailed", () -> store.list(BUCKET, "", "", 10));
        }
    }

    @Test
    void emptiesTheStagingFolderAtStart() throws IOException {
        Path leftover = root.resolve("staging").resolve("9.staged");
        Files.write(leftover, new byte[10]);
        connect(server.uri()).close();
        assertThat(leftover).doesNotExist();
    }

    private S3ObjectStore connect(URI endpoint) throws IOException {
        S3Connection.Timeouts timeouts =
                new S3Connection.Timeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));
        S3Connection.S3Credentials credentials =
                new S3Connection.S3Credentials(
                        S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY, Optional.empty());
        return S3ObjectStore.open(
                new S3Connection(
                        Optional.of(endpoint),
                        "us-east-1",
                        true,
                        Optional.of(credentials),
                        timeouts,
                        root.resolve("staging")),
                InstantSource.system(),
                telemetry);
    }

    private long stagedFiles() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("staging"))) {
            return files.count();
        }
    }

    /// Lets the upload begin and refuses all that follows up to the abort.
    private ObjectBody failingAfterCreate(ObjectBody body) {
        return new ObjectBody() {
            @Override
            public OptionalLong bytes() {
                return body.bytes();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                body.writeTo(out);
                server.failNextAfter(1, 2);
            }
        };
    }

    private static ObjectBody zeros(long bytes) {
        return new ObjectBody() {
            @Override
            public OptionalLong bytes() {
                return OptionalLong.of(bytes);
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                byte[] zeros = new byte[1 << 20];
                for (long left = bytes; left > 0; left -= zeros.length) {
                    out.write(zeros, 0, (int) Math.min(left, zeros.length));
                }
            }
        };
    }
}
