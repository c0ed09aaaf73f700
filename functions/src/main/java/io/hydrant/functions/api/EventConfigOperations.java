package io.hydrant.functions.api;

import io.hydrant.functions.api.Page.Wanted;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.wire.rest.RestCall;
import io.hydrant.wire.rest.RestOperation;

import software.amazon.awssdk.services.lambda.model.DeleteFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionEventInvokeConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionEventInvokeConfigsResponse;
import software.amazon.awssdk.services.lambda.model.OnFailure;
import software.amazon.awssdk.services.lambda.model.OnSuccess;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionEventInvokeConfigRequest;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The operations on how events are retried, and who is told what became of them.
final class EventConfigOperations {
    private final StoredFunctions functions;
    private final InstantSource clock;

    EventConfigOperations(StoredFunctions functions, InstantSource clock) {
        this.functions = functions;
        this.clock = clock;
    }

    List<RestOperation<?>> operations() {
        return List.of(
                RestOperation.of(
                        "PutFunctionEventInvokeConfig",
                        PutFunctionEventInvokeConfigRequest::builder,
                        this::putFunctionEventInvokeConfig),
                RestOperation.of(
                        "UpdateFunctionEventInvokeConfig",
                        UpdateFunctionEventInvokeConfigRequest::builder,
                        this::updateFunctionEventInvokeConfig),
                RestOperation.of(
                        "GetFunctionEventInvokeConfig",
                        GetFunctionEventInvokeConfigRequest::builder,
                        this::getFunctionEventInvokeConfig),
                RestOperation.of(
                        "DeleteFunctionEventInvokeConfig",
                        DeleteFunctionEventInvokeConfigRequest::builder,
                        this::deleteFunctionEventInvokeConfig),
                RestOperation.of(
                        "ListFunctionEventInvokeConfigs",
                        ListFunctionEventInvokeConfigsRequest::builder,
                        this::listFunctionEventInvokeConfigs));
    }

    private FunctionEventInvokeConfig putFunctionEventInvokeConfig(
            PutFunctionEventInvokeConfigRequest request, RestCall call) {
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        DestinationConfig destinations = destinations(request.destinationConfig(), reference);
        return store(
                reference,
                _ ->
                        FunctionEventInvokeConfig.builder()
                                .maximumRetryAttempts(request.maximumRetryAttempts())
                                .maximumEventAgeInSeconds(request.maximumEventAgeInSeconds())
                                .destinationConfig(destinations)
                                .build());
    }

    private FunctionEventInvokeConfig updateFunctionEventInvokeConfig(
            UpdateFunctionEventInvokeConfigRequest request, RestCall call) {
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        return store(
                reference,
                function -> {
                    FunctionEventInvokeConfig.Builder next =
                            config(function, reference).toBuilder();
                    Optional.ofNullable(request.maximumRetryAttempts())
                            .ifPresent(next::maximumRetryAttempts);
                    Optional.ofNullable(request.maximumEventAgeInSeconds())
                            .ifPresent(next::maximumEventAgeInSeconds);
                    Optional.ofNullable(request.destinationConfig())
                            .ifPresent(
                                    given ->
                                            next.destinationConfig(destinations(given, reference)));
                    return next.build();
                });
    }

    /// What a configuration becomes.
    private interface Change {
        FunctionEventInvokeConfig of(StoredFunction function);
    }

    private FunctionEventInvokeConfig store(FunctionReference reference, Change change) {
        UnaryOperator<StoredFunction> step =
                before -> {
                    before.version(reference.qualifier());
                    FunctionEventInvokeConfig next =
                            change.of(before).toBuilder()
                                    .functionArn(arn(reference))
                                    .lastModified(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                                    .build();
                    return before.with(
                            before.settings().withEventConfig(qualifier(reference), next));
                };
        return config(functions.change(reference.name(), step), reference);
    }

    private FunctionEventInvokeConfig getFunctionEventInvokeConfig(
            GetFunctionEventInvokeConfigRequest request, RestCall call) {
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        return config(functions.require(reference.name()), reference);
    }

    private DeleteFunctionEventInvokeConfigResponse deleteFunctionEventInvokeConfig(
            DeleteFunctionEventInvokeConfigRequest request, RestCall call) {
        FunctionReference reference =
                Calls.reference(call, request.functionName(), request.qualifier());
        functions.change(
                reference.name(),
                before -> {
                    config(before, reference);
                    return before.with(before.settings().withoutEventConfig(qualifier(reference)));
                });
        return DeleteFunctionEventInvokeConfigResponse.builder().build();
    }

    private ListFunctionEventInvokeConfigsResponse listFunctionEventInvokeConfigs(
            ListFunctionEventInvokeConfigsRequest request, RestCall call) {
        FunctionReference reference = Calls.reference(call, request.functionName(), null);
        StoredFunction function = functions.require(reference.name());
        Page<FunctionEventInvokeConfig> page =
                Page.of(
                        List.copyOf(function.settings().eventConfigs().values()),
                        FunctionEventInvokeConfig::functionArn,
                        new Wanted(request.marker(), request.maxItems()));
        return ListFunctionEventInvokeConfigsResponse.builder()
                .functionEventInvokeConfigs(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    private static FunctionEventInvokeConfig config(
            StoredFunction function, FunctionReference reference) {
        FunctionEventInvokeConfig found =
                function.settings().eventConfigs().get(qualifier(reference));
        if (found == null) {
            throw new NotFound(
                    "The function " + arn(reference) + " doesn't have an EventInvokeConfig");
        }
        return found;
    }

    private static String qualifier(FunctionReference reference) {
        return reference.qualifier().orElse(FunctionReference.LATEST);
    }

    private static String arn(FunctionReference reference) {
        return reference.name().arn() + ":" + qualifier(reference);
    }

    /// @param given null for none
    private static DestinationConfig destinations(
            DestinationConfig given, FunctionReference reference) {
        DestinationConfig.Builder config =
                DestinationConfig.builder()
                        .onSuccess(OnSuccess.builder().build())
                        .onFailure(OnFailure.builder().build());
        if (given != null && given.onSuccess() != null) {
            require("OnSuccess", given.onSuccess().destination(), reference);
            config.onSuccess(given.onSuccess());
        }
        if (given != null && given.onFailure() != null) {
            require("OnFailure", given.onFailure().destination(), reference);
            config.onFailure(given.onFailure());
        }
        return config.build();
    }

    /// Other functions are told, and buckets of failures; queues and topics are not here.
    private static void require(String member, String arn, FunctionReference reference) {
        if (Calls.text(arn).isEmpty()) {
            return;
        }
        String[] parts = arn.split(":", -1);
        String service = parts.length > 5 ? parts[2] : "";
        switch (service) {
            case "lambda" -> requireOther(member, arn, reference);
            case "s3" -> {
                if (!member.equals("OnFailure")) {
                    throw new InvalidParameter(
                            "The destination ARN " + arn + " is invalid: S3 is for OnFailure.");
                }
            }
            case "sqs", "sns", "events" ->
                    throw new InvalidParameter(
                            member
                                    + " destinations of "
                                    + service
                                    + " are not supported by this version of Hydrant, only lambda"
                                    + " and s3: "
                                    + arn);
            default -> throw new InvalidParameter("The destination ARN " + arn + " is invalid.");
        }
    }

    private static void requireOther(String member, String arn, FunctionReference reference) {
        FunctionReference.Home home =
                new FunctionReference.Home(reference.name().account(), reference.name().region());
        FunctionReference told = FunctionReference.of(arn, Optional.empty(), home);
        if (told.name().equals(reference.name())) {
            throw new InvalidParameter(
                    "You can't specify the function itself as its "
                            + member
                            + " destination: "
                            + arn);
        }
    }
}
