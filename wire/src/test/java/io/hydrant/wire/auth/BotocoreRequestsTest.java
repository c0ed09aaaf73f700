package io.hydrant.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// Requests as the botocore of this machine signs them: the aws CLI and boto3. Skipped without
/// `python3` and its `botocore`.
class BotocoreRequestsTest {
    private static final RequestAuthenticator AUTHENTICATOR =
            new RequestAuthenticator(SdkSigner::find, InstantSource.system());

    @TestFactory
    Stream<DynamicTest> verifiesWhatBotocoreSends() throws Exception {
        return requests().stream()
                .map(
                        node ->
                                DynamicTest.dynamicTest(
                                        node.get("name").textValue(), () -> verify(node)));
    }

    private static void verify(JsonNode node) throws IOException {
        HttpRequest verified = AUTHENTICATOR.authenticate(request(node, ""), 1 << 20).request();
        assertThat(verified.body().readAllBytes()).hasSizeLessThan(200_000);
        assertThat(verified.headers().all("content-encoding").toString())
                .doesNotContain("aws-chunked");
        assertThatThrownBy(() -> AUTHENTICATOR.authenticate(request(node, "/x"), 1 << 20))
                .isInstanceOf(AuthenticationFailure.class);
    }

    private static HttpRequest request(JsonNode node, String pathSuffix) throws IOException {
        Headers headers = new Headers();
        node.get("headers")
                .forEach(field -> headers.add(field.get(0).textValue(), field.get(1).textValue()));
        return new HttpRequest(
                node.get("method").textValue(),
                node.get("path").textValue() + pathSuffix,
                node.get("query").textValue(),
                headers,
                new ByteArrayInputStream(Base64.getDecoder().decode(node.get("body").textValue())),
                false);
    }

    private static List<JsonNode> requests() throws IOException, InterruptedException {
        byte[] script;
        try (InputStream in =
                BotocoreRequestsTest.class.getResourceAsStream("botocore_requests.py")) {
            script = in.readAllBytes();
        }
        Process python = startPython();
        python.getOutputStream().write(script);
        python.getOutputStream().close();
        String lines = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = python.waitFor();
        assertThat(exit).isZero();
        ObjectMapper mapper = new ObjectMapper();
        return lines.lines().map(line -> parse(mapper, line)).toList();
    }

    private static Process startPython() throws InterruptedException {
        try {
            Process probe =
                    new ProcessBuilder("python3", "-c", "import botocore")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            assumeTrue(probe.waitFor() == 0, "botocore is not installed for python3");
            return new ProcessBuilder("python3", "-")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "python3 is not installed: " + e.getMessage());
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(ObjectMapper mapper, String line) {
        try {
            return mapper.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
