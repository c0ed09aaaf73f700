package io.hydrant.functions.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Exchanges over HTTP with whoever runs functions. Safe for use by many threads.
///
/// Connections stay open for the next exchange. Answers are read up to a limit, within one time for
/// the whole exchange; redirects are answers like any other. Closing breaks off what is under way.
final class RemoteHttp implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_MAX)
                    .executor(executor)
                    .build();

    /// @param headers without those that tell the host and the length of the body
    record Question(
            String method, URI uri, Map<String, List<String>> headers, Optional<byte[]> body) {}

    /// @param body empty when it was longer than may be: the rest was not read
    record Answer(int status, HttpHeaders headers, Optional<byte[]> body) {}

    /// @param bodyBytesMax of the answer
    /// @throws HttpTimeoutException when it is not over in time
    /// @throws IOException when there is no whole answer
    Answer exchange(Question question, int bodyBytesMax, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(question.uri());
        question.headers()
                .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        request.method(
                question.method(),
                question.body()
                        .map(HttpRequest.BodyPublishers::ofByteArray)
                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        CompletableFuture<HttpResponse<Optional<byte[]>>> answer =
                client.sendAsync(request.build(), _ -> new BoundedBody(bodyBytesMax));
        try {
            HttpResponse<Optional<byte[]>> whole =
                    answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(whole.statusCode(), whole.headers(), whole.body());
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw broken(e.getCause());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        executor.shutdownNow();
    }

    private static IOException broken(Throwable cause) {
        Throwable inner =
                cause instanceof CompletionException && cause.getCause() != null
                        ? cause.getCause()
                        : cause;
        return switch (inner) {
            case java.net.http.HttpConnectTimeoutException _ ->
                    new IOException("no connection within " + CONNECT_MAX.toSeconds() + " s");
            case java.net.ConnectException e ->
                    new IOException(
                            Optional.ofNullable(e.getMessage()).orElse("connection refused"), e);
            case IOException e -> e;
            default -> new IOException(inner.toString(), inner);
        };
    }

    /// Collects a body up to a limit; empty when it goes beyond.
    private static final class BoundedBody
            implements HttpResponse.BodySubscriber<Optional<byte[]>> {
        private final int bytesMax;
        private final CompletableFuture<Optional<byte[]>> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
        private Optional<Flow.Subscription> subscription = Optional.empty();

        BoundedBody(int bytesMax) {
            this.bytesMax = bytesMax;
        }

        @Override
        public CompletionStage<Optional<byte[]>> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = Optional.of(given);
            given.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (collected.size() + buffer.remaining() > bytesMax) {
                    subscription.ifPresent(Flow.Subscription::cancel);
                    collected.reset();
                    whole.complete(Optional.empty());
                    return;
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                collected.writeBytes(bytes);
            }
            subscription.ifPresent(one -> one.request(1));
        }

        @Override
        public void onError(Throwable failure) {
            whole.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            whole.complete(Optional.of(collected.toByteArray()));
        }
    }
}
