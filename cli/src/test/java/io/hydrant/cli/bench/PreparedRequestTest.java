package io.hydrant.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

final class PreparedRequestTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
    private final RequestSigner signer =
            new RequestSigner(now::get, new Credentials("test", "test", ""), "us-east-1");
    private final PreparedRequest request =
            PreparedRequest.firehose(
                    signer, 4574, "PutRecord", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    @Test
    void sendsTheSameBytesWhileItsSignatureIsYoung() {
        byte[] first = request.bytes();
        pass(Duration.ofSeconds(179));

        assertThat(request.bytes()).isSameAs(first);
    }

    @Test
    void isSignedAgainBeforeItsSignatureIsTooOld() {
        pass(Duration.ofMinutes(3));

        assertThat(text())
                .startsWith("POST / HTTP/1.1\r\n")
                .contains("x-amz-date: 20261120T100300Z\r\n", "content-length: 7\r\n")
                .endsWith("\r\n\r\n{\"a\":1}");
    }

    private void pass(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    private String text() {
        return new String(request.bytes(), StandardCharsets.UTF_8);
    }
}
