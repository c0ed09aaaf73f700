package io.hydrant.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Requests broken at random: they are refused in order, never let in, never a defect.
class HostileRequestsTest {
    private static final String ODD = "\u0000\r\n\t %/;=,&+\"'<>ä€\ud83d\ude00\udc00AZaz09.~-_:";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void refusesRequestsBrokenAtRandom(long seed) throws IOException {
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 2500; round++) {
            HttpRequest good = SdkSigner.json("{\"Limit\":" + round + "}");
            try {
                HttpRequest broken = broken(good, random);
                new RequestAuthenticator(SdkSigner::find, () -> SdkSigner.NOW)
                        .authenticate(broken, 10_000)
                        .request()
                        .body()
                        .readAllBytes();
                assertThat(ServiceGuess.of(broken)).isNotEmpty();
            } catch (AuthenticationFailure e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1500);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void refusesChunkedBodiesBrokenAtRandom(long seed) throws IOException {
        Random random = new Random(seed);
        String good = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
        for (int round = 0; round < 5000; round++) {
            byte[] body = mutated(good, random).getBytes(StandardCharsets.UTF_8);
            Headers headers =
                    new Headers()
                            .add("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                            .add("x-amz-trailer", "x-amz-checksum-crc32")
                            .add("x-amz-decoded-content-length", "5");
            HttpRequest request =
                    new HttpRequest(
                            "PUT", "/b/k", "", headers, new ByteArrayInputStream(body), false);
            try {
                byte[] content =
                        new RequestAuthenticator(SdkSigner::find, () -> SdkSigner.NOW)
                                .authenticate(request, 0)
                                .request()
                                .body()
                                .readAllBytes();
                assertThat(content).asString().isEqualTo("hello");
            } catch (AuthenticationFailure e) {
                assertThat(e.kind()).isNotNull();
            }
        }
    }

    private static HttpRequest broken(HttpRequest good, Random random) {
        Headers headers = new Headers();
        good.headers()
                .forEach(
                        (name, value) -> {
                            if (random.nextInt(12) > 0) {
                                headers.add(
                                        name,
                                        random.nextInt(6) == 0 ? mutated(value, random) : value);
                            }
                        });
        String query = random.nextInt(3) == 0 ? hostileQuery(random) : "";
        String path = random.nextInt(3) == 0 ? mutated("/a%20b/../c", random) : "/";
        return new HttpRequest("POST", path, query, headers, good.body(), false);
    }

    private static String hostileQuery(Random random) {
        return mutated(
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260102%2Feu-west-1"
                    + "%2Fs3%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=600"
                    + "&X-Amz-SignedHeaders=host&X-Amz-Signature=abc&AWSAccessKeyId=AKIDEXAMPLE"
                    + "&Signature=x&Expires=1",
                random);
    }

    private static String mutated(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = out.isEmpty() ? 0 : random.nextInt(out.length());
            char odd = ODD.charAt(random.nextInt(ODD.length()));
            switch (random.nextInt(4)) {
                case 0 -> out.insert(at, odd);
                case 1 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(5)));
                case 2 -> out.insert(at, text, 0, random.nextInt(text.length() + 1));
                default -> out.setLength(at);
            }
        }
        return out.toString();
    }
}
