package io.hydrant.functions.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.Functions;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.InvocationOutcome.Failure;
import io.hydrant.testkit.RecordedTelemetry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One function elsewhere, `decode`.
final class RemoteBench implements AutoCloseable {
    static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:function:decode";
    static final Duration LONG = Duration.ofSeconds(60);

    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final RemoteFunctions functions;

    RemoteBench(RemotePlace place, int concurrency, Duration timeout, Duration patience) {
        functions =
                RemoteFunctions.open(
                        List.of(
                                new RemoteMapping(
                                        RemoteScope.of(ARN), place, concurrency, timeout)),
                        telemetry,
                        patience);
    }

    static RemoteBench emulator(URI url) {
        return emulator(url, LONG);
    }

    static RemoteBench emulator(URI url, Duration timeout) {
        return new RemoteBench(new RemotePlace.Emulator(url), 1, timeout, LONG);
    }

    static RemoteBench aws(URI endpoint, Duration timeout) {
        RemotePlace.Keys keys = new RemotePlace.Keys("AKIDEXAMPLE", "secret", Optional.of("token"));
        return new RemoteBench(
                new RemotePlace.Aws(Optional.of(endpoint), Optional.of(keys)), 4, timeout, LONG);
    }

    RemoteAnswer invoke(String qualified, String payload) throws InterruptedException {
        return functions.invoke(
                new RemoteInvocation(
                        Functions.reference(qualified),
                        "5f1e0c2a-0000-4000-8000-000000000001",
                        payload.getBytes(UTF_8),
                        Optional.of("{\"custom\":{\"a\":\"b\"}}")));
    }

    InvocationOutcome invoke(String payload) throws InterruptedException {
        return invoke(ARN, payload).outcome();
    }

    static String text(InvocationOutcome outcome) {
        return outcome.failure().map(Failure::type).orElse("answer")
                + " "
                + new String(outcome.payload(), UTF_8);
    }

    @Override
    public void close() {
        functions.close();
    }
}
