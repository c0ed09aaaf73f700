package io.hydrant.functions.api;

import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.layer.Layers;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.wire.rest.RestCall;
import io.hydrant.wire.rest.RestOperation;

import software.amazon.awssdk.services.lambda.model.Concurrency;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsRequest;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.PutFunctionConcurrencyRequest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The operations on reserved concurrency and on the account.
final class SettingOperations {
    private static final int CONCURRENCY = 1000;
    private static final int UNRESERVED_MIN = 100;
    private static final long CODE_BYTES = 80_530_636_800L;
    private static final long UNPACKED_BYTES = 262_144_000L;
    private static final long PACKED_BYTES = 52_428_800L;

    private final StoredFunctions functions;
    private final Layers layers;

    SettingOperations(StoredFunctions functions, Layers layers) {
        this.functions = functions;
        this.layers = layers;
    }

    List<RestOperation<?>> operations() {
        return List.of(
                RestOperation.of(
                        "PutFunctionConcurrency",
                        PutFunctionConcurrencyRequest::builder,
                        this::putFunctionConcurrency),
                RestOperation.of(
                        "GetFunctionConcurrency",
                        GetFunctionConcurrencyRequest::builder,
                        this::getFunctionConcurrency),
                RestOperation.of(
                        "DeleteFunctionConcurrency",
                        DeleteFunctionConcurrencyRequest::builder,
                        this::deleteFunctionConcurrency),
                RestOperation.of(
                        "GetAccountSettings",
                        GetAccountSettingsRequest::builder,
                        this::getAccountSettings));
    }

    private Concurrency putFunctionConcurrency(
            PutFunctionConcurrencyRequest request, RestCall call) {
        int wanted = request.reservedConcurrentExecutions();
        FunctionName name = unqualified(request.functionName(), call);
        functions.change(
                name,
                before -> {
                    int others =
                            reserved(Calls.home(call)) - before.settings().reserved().orElse(0);
                    if (CONCURRENCY - others - (long) wanted < UNRESERVED_MIN) {
                        throw new InvalidParameter(
                                "Specified ReservedConcurrentExecutions for function decreases"
                                        + " account's UnreservedConcurrentExecution below its"
                                        + " minimum value of ["
                                        + UNRESERVED_MIN
                                        + "].");
                    }
                    return before.with(before.settings().withReserved(Optional.of(wanted)));
                });
        return Concurrency.builder().reservedConcurrentExecutions(wanted).build();
    }

    private GetFunctionConcurrencyResponse getFunctionConcurrency(
            GetFunctionConcurrencyRequest request, RestCall call) {
        StoredFunction function = functions.require(unqualified(request.functionName(), call));
        return GetFunctionConcurrencyResponse.builder()
                .reservedConcurrentExecutions(function.settings().reserved().orElse(null))
                .build();
    }

    private DeleteFunctionConcurrencyResponse deleteFunctionConcurrency(
            DeleteFunctionConcurrencyRequest request, RestCall call) {
        functions.change(
                unqualified(request.functionName(), call),
                before -> before.with(before.settings().withReserved(Optional.empty())));
        return DeleteFunctionConcurrencyResponse.builder().build();
    }

    /// Concurrency is the function's, whatever the version.
    private static FunctionName unqualified(String text, RestCall call) {
        FunctionReference reference = Calls.reference(call, text, null);
        if (reference.special().isPresent()) {
            throw new InvalidParameter(
                    "Reserved concurrency is of the whole function but "
                            + reference.arn()
                            + " has a qualifier.");
        }
        return reference.name();
    }

    private int reserved(Home home) {
        return functions.list(home).stream()
                .mapToInt(function -> function.settings().reserved().orElse(0))
                .sum();
    }

    private GetAccountSettingsResponse getAccountSettings(
            GetAccountSettingsRequest request, RestCall call) {
        Home home = Calls.home(call);
        List<StoredFunction> all = functions.list(home);
        long ofFunctions =
                all.stream()
                        .flatMap(
                                function ->
                                        Stream.concat(
                                                Stream.of(function.latest()),
                                                function.published().values().stream()))
                        .mapToLong(version -> version.shape().codeSize())
                        .sum();
        long ofLayers =
                layers.names(home.account(), home.region()).stream()
                        .flatMap(name -> layers.versions(name).stream())
                        .mapToLong(version -> version.code().packedBytes())
                        .sum();
        return GetAccountSettingsResponse.builder()
                .accountLimit(
                        limit ->
                                limit.totalCodeSize(CODE_BYTES)
                                        .codeSizeUnzipped(UNPACKED_BYTES)
                                        .codeSizeZipped(PACKED_BYTES)
                                        .concurrentExecutions(CONCURRENCY)
                                        .unreservedConcurrentExecutions(
                                                CONCURRENCY - reserved(home)))
                .accountUsage(
                        usage ->
                                usage.totalCodeSize(ofFunctions + ofLayers)
                                        .functionCount((long) all.size()))
                .build();
    }
}
