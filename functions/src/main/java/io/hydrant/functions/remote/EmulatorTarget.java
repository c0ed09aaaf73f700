package io.hydrant.functions.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.refusal.PayloadTooLarge;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.functions.runtime.FailurePayload;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.InvocationOutcome.Failure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A function behind a Runtime Interface Emulator, or behind what answers like one.
///
/// ```
/// 200          the answer; a failure when X-Amz-Function-Error says so, when it describes one, or
///              when it is the emulator's words for a timeout
/// 502          the description of a failure, when the runtime ended
/// 400          without a body: the emulator is busy, as it runs one invocation at a time
/// 413, 429     the payload is too large; too many requests
/// other        it is not reached: so are redirects
/// ```
///
/// Source: source code of the Runtime Interface Emulator, 2020-2025.
final class EmulatorTarget implements RemoteTarget {
    private static final Pattern TIMED_OUT =
            Pattern.compile("Task timed out after [0-9]+(\\.[0-9]+)? seconds");
    private static final byte[] NO_TAIL = new byte[0];

    private final RemoteHttp http;
    private final URI url;
    private final Duration timeout;

    EmulatorTarget(RemoteHttp http, URI url, Duration timeout) {
        this.http = http;
        this.url = url;
        this.timeout = timeout;
    }

    @Override
    public RemoteAnswer invoke(RemoteInvocation invocation) throws InterruptedException {
        String id = invocation.requestId();
        try {
            RemoteHttp.Answer answer =
                    http.exchange(
                            question(invocation), InvocationOutcome.PAYLOAD_BYTES_MAX, timeout);
            return answered(invocation, outcome(invocation, answer));
        } catch (HttpTimeoutException _) {
            return answered(invocation, failed(FailurePayload.timedOut(id, timeout)));
        } catch (IOException e) {
            throw notReached(invocation, told(e));
        }
    }

    private RemoteHttp.Question question(RemoteInvocation invocation) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put("X-Amz-Invocation-Type", List.of("RequestResponse"));
        invocation
                .clientContext()
                .map(text -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8)))
                .ifPresent(text -> headers.put("X-Amz-Client-Context", List.of(text)));
        return new RemoteHttp.Question("POST", url, headers, Optional.of(invocation.payload()));
    }

    private InvocationOutcome outcome(RemoteInvocation invocation, RemoteHttp.Answer answer) {
        int status = answer.status();
        if (answer.body().isEmpty() && status == 200) {
            return failed(FailurePayload.responseTooLarge());
        }
        byte[] body = answer.body().orElse(NO_TAIL);
        Optional<String> described = ErrorPayload.typeOf(body);
        if (described.isPresent() && (status == 200 || status == 502)) {
            return new InvocationOutcome(body, described.map(Failure::new), NO_TAIL);
        }
        return switch (status) {
            case 200 -> answered(invocation, answer.headers().map(), body);
            case 400 -> {
                if (body.length > 0) {
                    throw notReached(invocation, "it answers 400");
                }
                throw new TooManyRequests("ConcurrentInvocationLimitExceeded");
            }
            case 413 ->
                    throw new PayloadTooLarge(
                            "The payload of "
                                    + invocation.payload().length
                                    + " bytes for "
                                    + invocation.function().arn()
                                    + " is refused by "
                                    + url);
            case 429 -> throw new TooManyRequests("ConcurrentInvocationLimitExceeded");
            default -> throw notReached(invocation, "it answers " + status);
        };
    }

    private static InvocationOutcome answered(
            RemoteInvocation invocation, Map<String, List<String>> headers, byte[] body) {
        if (headers.containsKey("x-amz-function-error")) {
            return new InvocationOutcome(body, Optional.of(new Failure("Unhandled")), NO_TAIL);
        }
        if (body.length < 64) {
            String text = new String(body, UTF_8).strip();
            if (TIMED_OUT.matcher(text).matches()) {
                return failed(
                        FailurePayload.ofRequest("Sandbox.Timedout", invocation.requestId(), text));
            }
        }
        return new InvocationOutcome(body, Optional.empty(), NO_TAIL);
    }

    private static InvocationOutcome failed(FailurePayload failure) {
        return new InvocationOutcome(
                failure.json(), Optional.of(new Failure(failure.type())), NO_TAIL);
    }

    private static RemoteAnswer answered(RemoteInvocation invocation, InvocationOutcome outcome) {
        String version =
                invocation
                        .function()
                        .qualifier()
                        .filter(text -> text.matches("[0-9]+"))
                        .orElse(FunctionReference.LATEST);
        return new RemoteAnswer(outcome, version);
    }

    private RunnerMissing notReached(RemoteInvocation invocation, String why) {
        return new RunnerMissing(
                "Function "
                        + invocation.function().arn()
                        + " is not reached at "
                        + url
                        + ": "
                        + why);
    }

    private static String told(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }
}
