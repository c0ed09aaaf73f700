package io.hydrant.functions.runtime.endpoint;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.functions.runtime.endpoint.RuntimeAnswer.Answered;
import io.hydrant.functions.runtime.endpoint.RuntimeAnswer.Failed;
import io.hydrant.functions.runtime.endpoint.RuntimeAnswer.TooLarge;
import io.hydrant.functions.runtime.endpoint.RuntimeSession.InvalidTransition;
import io.hydrant.functions.runtime.endpoint.RuntimeSession.UnknownRequest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The calls of the Runtime API, and how each refusal looks on the wire.
final class RuntimeCalls {
    private static final String BASE = "/2018-06-01/runtime/";
    private static final String ERROR_TYPE = "lambda-runtime-function-error-type";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RuntimeSession session;

    RuntimeCalls(RuntimeSession session) {
        this.session = session;
    }

    /// @return empty when the session is closed: there is nobody left to answer
    Optional<EndpointAnswer> answer(EndpointRequest request) throws InterruptedException {
        try {
            return dispatch(request);
        } catch (InvalidTransition e) {
            return refusal(403, "InvalidStateTransition", e.getMessage());
        } catch (UnknownRequest _) {
            return refusal(400, "InvalidRequestID", "Invalid request ID");
        }
    }

    private Optional<EndpointAnswer> dispatch(EndpointRequest request)
            throws InterruptedException, InvalidTransition, UnknownRequest {
        if (!request.path().startsWith(BASE)) {
            return refusal(404, "NotFound", "The Runtime API has no such path");
        }
        String call = request.method() + " " + request.path().substring(BASE.length());
        if (call.equals("GET invocation/next")) {
            return session.next().map(RuntimeCalls::event);
        }
        if (call.equals("POST init/error")) {
            session.failStart(failure(request));
            return Optional.of(EndpointAnswer.ACCEPTED);
        }
        String[] parts = call.split("/");
        if (parts.length == 3 && parts[0].equals("POST invocation")) {
            if (parts[2].equals("response")) {
                return Optional.of(respond(parts[1], request));
            }
            if (parts[2].equals("error")) {
                session.answer(parts[1], failure(request));
                return Optional.of(EndpointAnswer.ACCEPTED);
            }
        }
        return refusal(404, "NotFound", "The Runtime API has no such call");
    }

    private EndpointAnswer respond(String requestId, EndpointRequest request)
            throws InvalidTransition, UnknownRequest {
        if (request.body().length() > RuntimeSession.ANSWER_BYTES_MAX) {
            session.answer(requestId, new TooLarge());
            return EndpointAnswer.error(
                    413,
                    "RequestEntityTooLarge",
                    "Exceeded maximum allowed payload size ("
                            + RuntimeSession.ANSWER_BYTES_MAX
                            + " bytes).");
        }
        Optional<String> lateFailure = request.header(ERROR_TYPE);
        if (lateFailure.isPresent()) {
            session.answer(requestId, new Failed(lateFailure.get(), request.body().toBytes()));
        } else {
            session.answer(requestId, new Answered(request.body()));
        }
        return EndpointAnswer.ACCEPTED;
    }

    private static Failed failure(EndpointRequest request) {
        byte[] body =
                request.body().length() > RuntimeSession.ANSWER_BYTES_MAX
                        ? "{\"errorType\":\"Unhandled\"}".getBytes(StandardCharsets.UTF_8)
                        : request.body().toBytes();
        Optional<String> named = request.header(ERROR_TYPE);
        return new Failed(named.isPresent() ? named.get() : describedType(body), body);
    }

    private static String describedType(byte[] body) {
        try {
            return JSON.readTree(body).path("errorType").asText("Unhandled");
        } catch (IOException _) {
            // a runtime may send anything: its caller gets it as it is
            return "Unhandled";
        }
    }

    private static EndpointAnswer event(Work work) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Lambda-Runtime-Aws-Request-Id", work.requestId());
        headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(work.deadline().toEpochMilli()));
        headers.put("Lambda-Runtime-Invoked-Function-Arn", work.invokedArn());
        headers.put("Lambda-Runtime-Trace-Id", work.traceId());
        work.clientContext()
                .ifPresent(context -> headers.put("Lambda-Runtime-Client-Context", context));
        return new EndpointAnswer(200, headers, work.payload());
    }

    private static Optional<EndpointAnswer> refusal(int status, String type, String message) {
        return Optional.of(EndpointAnswer.error(status, type, message));
    }
}
