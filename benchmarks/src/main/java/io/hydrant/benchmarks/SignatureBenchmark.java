package io.hydrant.benchmarks;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.UnsignedRequest;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.wire.auth.AuthenticatedRequest;
import io.hydrant.wire.auth.CredentialSource;
import io.hydrant.wire.auth.RequestAuthenticator;
import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Verifying the signature of a request, the SHA-256 of its body included.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SignatureBenchmark {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    /// A small call, and a PutRecordBatch of 500 x 1 KiB.
    @Param({"100", "700000"})
    private int bodyBytes;

    private byte[] body = {};
    private HttpRequest request;
    private RequestAuthenticator authenticator;

    @Setup
    public void sign() {
        body = new byte[bodyBytes];
        Map<String, String> headers =
                new RequestSigner(CLOCK, new Credentials("test", "test", ""), "us-east-1")
                        .sign(
                                new UnsignedRequest(
                                        "firehose",
                                        "POST",
                                        URI.create("http://127.0.0.1:4566/"),
                                        new TreeMap<>(
                                                Map.of(
                                                        "content-type",
                                                        "application/x-amz-json-1.1",
                                                        "x-amz-target",
                                                        "Firehose_20150804.PutRecordBatch")),
                                        body));
        Headers sent = new Headers();
        headers.forEach(sent::add);
        request = new HttpRequest("POST", "/", "", sent, InputStream.nullInputStream(), false);
        io.hydrant.wire.auth.Credentials owner =
                new io.hydrant.wire.auth.Credentials(
                        "test", "test", Optional.empty(), AccountId.DEFAULT);
        CredentialSource known = _ -> Optional.of(owner);
        authenticator = new RequestAuthenticator(known, CLOCK);
    }

    @Benchmark
    public AuthenticatedRequest verify() throws IOException {
        return authenticator.authenticate(
                request.withBody(new BodyBytes(body, body.length)), 1 << 20);
    }
}
