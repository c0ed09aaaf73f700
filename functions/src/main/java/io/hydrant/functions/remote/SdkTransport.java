package io.hydrant.functions.remote;

import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Carries the AWS SDK's requests over [RemoteHttp], so that answers are bounded and closing breaks
/// off what is under way.
///
/// @param timeout of one whole exchange
record SdkTransport(RemoteHttp http, int bodyBytesMax, Duration timeout) implements SdkHttpClient {
    /// What the HTTP client tells by itself.
    private static final Set<String> OWN = Set.of("host", "content-length", "connection", "expect");

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return execute(request);
            }

            /// The exchange ends with the thread's interruption, or with its time.
            @Override
            public void abort() {}
        };
    }

    @Override
    public String clientName() {
        return "Hydrant";
    }

    /// What carries is closed by whoever opened it.
    @Override
    public void close() {}

    /// An answer was longer than one may be.
    static final class AnswerTooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        AnswerTooLarge(int bytesMax) {
            super("the answer is longer than " + bytesMax + " bytes");
        }
    }

    private HttpExecuteResponse execute(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest asked = request.httpRequest();
        Map<String, List<String>> headers =
                asked.headers().entrySet().stream()
                        .filter(entry -> !OWN.contains(entry.getKey().toLowerCase(Locale.ROOT)))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        RemoteHttp.Question question =
                new RemoteHttp.Question(
                        asked.method().name(), asked.getUri(), headers, body(request));
        try {
            RemoteHttp.Answer answer = http.exchange(question, bodyBytesMax, timeout);
            byte[] body = answer.body().orElseThrow(() -> new AnswerTooLarge(bodyBytesMax));
            return HttpExecuteResponse.builder()
                    .response(
                            SdkHttpResponse.builder()
                                    .statusCode(answer.status())
                                    .headers(answer.headers().map())
                                    .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + asked.host());
        }
    }

    private static Optional<byte[]> body(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = request.contentStreamProvider().get().newStream()) {
            return Optional.of(in.readAllBytes());
        }
    }
}
