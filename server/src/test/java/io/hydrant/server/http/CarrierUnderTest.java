package io.hydrant.server.http;

import io.hydrant.testkit.RecordedTelemetry;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// A carrier on a free port of loopback, with bounds small enough to be met.
record CarrierUnderTest(HttpCarrier carrier, RecordedTelemetry telemetry) implements AutoCloseable {
    static final HttpLimits LIMITS =
            new HttpLimits(
                    8 * 1024,
                    100,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    1024,
                    Duration.ofSeconds(20));

    static CarrierUnderTest with(RequestHandler handler) {
        return with(handler, LIMITS, Optional.empty());
    }

    static CarrierUnderTest with(
            RequestHandler handler, HttpLimits limits, Optional<TlsIdentity> tls) {
        RecordedTelemetry telemetry = new RecordedTelemetry();
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, tls, limits);
        return new CarrierUnderTest(HttpCarrier.listen(settings, handler, telemetry), telemetry);
    }

    RawClient connect() throws java.io.IOException {
        return RawClient.connect(port());
    }

    int port() {
        return carrier.port();
    }

    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port() + target);
    }

    @Override
    public void close() {
        carrier.close();
    }
}
