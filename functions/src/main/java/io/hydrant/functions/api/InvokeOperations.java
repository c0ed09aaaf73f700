package io.hydrant.functions.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;

import io.hydrant.functions.event.EventQueue;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.invoke.Invoker.Invoked;
import io.hydrant.functions.refusal.InvalidContent;
import io.hydrant.functions.refusal.PayloadTooLarge;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.wire.rest.RestCall;
import io.hydrant.wire.rest.RestOperation;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The operations that run functions.
final class InvokeOperations {
    private static final int PAYLOAD_BYTES_MAX = 6_291_456;
    private static final int EVENT_BYTES_MAX = 1_048_576;
    private static final int CONTEXT_BYTES_MAX = 3_583;
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private final Invoker invoker;
    private final EventQueue events;

    InvokeOperations(Invoker invoker, EventQueue events) {
        this.invoker = invoker;
        this.events = events;
    }

    List<RestOperation<?>> operations() {
        return List.of(
                RestOperation.of("Invoke", InvokeRequest::builder, this::invoke)
                        .upTo(PAYLOAD_BYTES_MAX),
                RestOperation.of("InvokeAsync", InvokeRequest::builder, this::invokeAsync)
                        .upTo(PAYLOAD_BYTES_MAX));
    }

    private InvokeResponse invoke(InvokeRequest request, RestCall call) {
        Unsupported.refuse(request.durableExecutionName(), "DurableExecutionName");
        Unsupported.refuse(request.tenantId(), "TenantId: isolation of tenants");
        FunctionReference reference =
                reference(call, request.functionName(), Calls.text(request.qualifier()));
        Invoker.Request asked =
                new Invoker.Request(
                        call.requestId(),
                        payload(call),
                        Optional.ofNullable(request.clientContext())
                                .map(InvokeOperations::context));
        InvocationType type =
                Optional.ofNullable(request.invocationType())
                        .orElse(InvocationType.REQUEST_RESPONSE);
        return switch (type) {
            case DRY_RUN -> {
                invoker.version(reference);
                yield InvokeResponse.builder().statusCode(204).build();
            }
            case EVENT -> {
                accept(reference, asked);
                yield InvokeResponse.builder().statusCode(202).build();
            }
            default -> answer(run(reference, asked), request.logType() == LogType.TAIL);
        };
    }

    /// A function of another account may be invoked by its ARN when it runs elsewhere.
    private FunctionReference reference(
            RestCall call, String function, Optional<String> qualifier) {
        return Calls.reference(call, function, qualifier, invoker::isElsewhere);
    }

    private Invoked run(FunctionReference reference, Invoker.Request asked) {
        try {
            return invoker.invoke(reference, asked);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RunnerMissing("The server stops; " + reference.arn() + " was not run.");
        }
    }

    private static InvokeResponse answer(Invoked invoked, boolean tail) {
        InvokeResponse.Builder answer =
                InvokeResponse.builder()
                        .statusCode(200)
                        .executedVersion(invoked.version())
                        .payload(SdkBytes.fromByteArrayUnsafe(invoked.outcome().payload()));
        invoked.outcome().failure().ifPresent(_ -> answer.functionError("Unhandled"));
        if (tail) {
            answer.logResult(Base64.getEncoder().encodeToString(invoked.outcome().logTail()));
        }
        return answer.build();
    }

    /// The SDK has no classes for it any more: those of Invoke have what it needs.
    private InvokeResponse invokeAsync(InvokeRequest request, RestCall call) {
        FunctionReference reference = reference(call, request.functionName(), Optional.empty());
        accept(reference, new Invoker.Request(call.requestId(), payload(call), Optional.empty()));
        return InvokeResponse.builder().statusCode(202).build();
    }

    private void accept(FunctionReference reference, Invoker.Request asked) {
        if (asked.payload().length > EVENT_BYTES_MAX) {
            throw new PayloadTooLarge(
                    asked.payload().length
                            + " byte payload is too large for the Event invocation type (limit "
                            + EVENT_BYTES_MAX
                            + " bytes)");
        }
        invoker.version(reference);
        events.accept(reference, asked);
    }

    private static byte[] payload(RestCall call) {
        byte[] body = call.bodyCopy();
        if (body.length == 0) {
            return EMPTY_OBJECT;
        }
        requireJson(body);
        return body;
    }

    private static void requireJson(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            boolean any = parser.nextToken() != null;
            parser.skipChildren();
            if (any && parser.nextToken() == null) {
                return;
            }
            throw new InvalidContent(
                    "Could not parse request body into json: Could not parse payload into json:"
                            + (any ? " More than one value" : " No content to map"));
        } catch (JsonProcessingException e) {
            throw new InvalidContent(
                    "Could not parse request body into json: Could not parse payload into json: "
                            + told(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without the parser's word on where something began.
    private static String told(JsonProcessingException e) {
        return e.getOriginalMessage().replaceAll("\\s*\\(?\\[?(start marker|Source:).*", "");
    }

    private static String context(String header) {
        if (header.length() > CONTEXT_BYTES_MAX) {
            throw new InvalidContent(
                    "Client context must be at most "
                            + CONTEXT_BYTES_MAX
                            + " bytes but had "
                            + header.length());
        }
        try {
            byte[] text = Base64.getDecoder().decode(header);
            requireJson(text);
            return new String(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new InvalidContent("Client context must be a valid Base64-encoded JSON object.");
        }
    }
}
