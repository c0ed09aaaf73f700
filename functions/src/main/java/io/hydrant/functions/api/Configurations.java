package io.hydrant.functions.api;

import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.refusal.InvalidParameter;

import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeadLetterConfig;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.EphemeralStorage;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.RuntimeVersionConfig;
import software.amazon.awssdk.services.lambda.model.SnapStart;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.SnapStartResponse;
import software.amazon.awssdk.services.lambda.model.TracingConfig;
import software.amazon.awssdk.services.lambda.model.TracingConfigResponse;
import software.amazon.awssdk.services.lambda.model.TracingMode;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.VpcConfig;
import software.amazon.awssdk.services.lambda.model.VpcConfigResponse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Configurations as clients say them, made into configurations as the service shows them.
final class Configurations {
    private static final int TIMEOUT_SECONDS = 3;
    private static final int MEMORY_MIB = 128;
    private static final int EPHEMERAL_MIB = 512;

    private Configurations() {}

    /// @param name whose function it will be
    static FunctionConfiguration of(CreateFunctionRequest request, FunctionName name) {
        Unsupported.refuseIn(request);
        requireGiven("Runtime", request.runtimeAsString());
        requireGiven("Handler", request.handler());
        FunctionConfiguration.Builder shape =
                FunctionConfiguration.builder()
                        .role(request.role())
                        .handler(request.handler())
                        .description(Optional.ofNullable(request.description()).orElse(""))
                        .timeout(Optional.ofNullable(request.timeout()).orElse(TIMEOUT_SECONDS))
                        .memorySize(Optional.ofNullable(request.memorySize()).orElse(MEMORY_MIB))
                        .packageType(PackageType.ZIP)
                        .architecturesWithStrings(
                                request.hasArchitectures()
                                        ? request.architecturesAsStrings()
                                        : List.of(Architecture.X86_64.toString()))
                        .ephemeralStorage(ephemeral(request.ephemeralStorage()))
                        .snapStart(snapStart())
                        .tracingConfig(tracing(request.tracingConfig()))
                        .loggingConfig(logging(request.loggingConfig(), name));
        runtime(shape, request.runtimeAsString(), name);
        given(request.environment(), environment -> environment(shape, environment));
        given(request.deadLetterConfig(), config -> deadLetters(shape, config));
        given(request.kmsKeyArn(), arn -> shape.kmsKeyArn(arn.isEmpty() ? null : arn));
        given(request.vpcConfig(), vpc -> vpc(shape, vpc));
        return shape.build();
    }

    /// What an update leaves: members that it does not name stay.
    static FunctionConfiguration of(
            UpdateFunctionConfigurationRequest request,
            FunctionConfiguration before,
            FunctionName name) {
        FunctionConfiguration.Builder shape = before.toBuilder();
        given(request.role(), shape::role);
        given(request.handler(), shape::handler);
        given(request.description(), shape::description);
        given(request.timeout(), shape::timeout);
        given(request.memorySize(), shape::memorySize);
        given(request.runtimeAsString(), runtime -> runtime(shape, runtime, name));
        given(request.ephemeralStorage(), storage -> shape.ephemeralStorage(ephemeral(storage)));
        given(request.tracingConfig(), tracing -> shape.tracingConfig(tracing(tracing)));
        given(request.loggingConfig(), logging -> shape.loggingConfig(logging(logging, name)));
        given(request.environment(), environment -> environment(shape, environment));
        given(request.deadLetterConfig(), config -> deadLetters(shape, config));
        given(request.kmsKeyArn(), arn -> shape.kmsKeyArn(arn.isEmpty() ? null : arn));
        given(request.vpcConfig(), vpc -> vpc(shape, vpc));
        return shape.build();
    }

    private static <T> void given(T value, Consumer<T> then) {
        Optional.ofNullable(value).ifPresent(then);
    }

    private static void requireGiven(String member, String value) {
        if (value == null || value.isEmpty()) {
            throw new InvalidParameter(
                    member + " is a mandatory parameter for functions created with Zip packages.");
        }
    }

    private static EphemeralStorage ephemeral(EphemeralStorage given) {
        return given == null ? EphemeralStorage.builder().size(EPHEMERAL_MIB).build() : given;
    }

    static SnapStartResponse snapStart() {
        return SnapStartResponse.builder()
                .applyOn(SnapStartApplyOn.NONE)
                .optimizationStatus(SnapStartOptimizationStatus.OFF)
                .build();
    }

    private static TracingConfigResponse tracing(TracingConfig given) {
        String mode =
                given == null || given.mode() == null
                        ? TracingMode.PASS_THROUGH.toString()
                        : given.modeAsString();
        return TracingConfigResponse.builder().mode(mode).build();
    }

    private static LoggingConfig logging(LoggingConfig given, FunctionName name) {
        LoggingConfig.Builder config = given == null ? LoggingConfig.builder() : given.toBuilder();
        if (given == null || given.logFormat() == null) {
            config.logFormat(LogFormat.TEXT);
        }
        if (given == null || given.logGroup() == null) {
            config.logGroup("/aws/lambda/" + name.name());
        }
        return levels(config.build());
    }

    private static LoggingConfig levels(LoggingConfig config) {
        Optional<String> application = Optional.ofNullable(config.applicationLogLevelAsString());
        Optional<String> system = Optional.ofNullable(config.systemLogLevelAsString());
        if (config.logFormat() == LogFormat.JSON) {
            return config.toBuilder()
                    .applicationLogLevel(application.orElse("INFO"))
                    .systemLogLevel(system.orElse("INFO"))
                    .build();
        }
        if (application.isPresent() || system.isPresent()) {
            throw new InvalidParameter(
                    "LoggingConfig: ApplicationLogLevel and SystemLogLevel can only be set with"
                            + " LogFormat JSON, but it is "
                            + config.logFormatAsString());
        }
        return config;
    }

    private static void environment(FunctionConfiguration.Builder shape, Environment given) {
        if (given.variables().isEmpty()) {
            shape.environment((EnvironmentResponse) null);
            return;
        }
        EnvironmentRules.require(given.variables());
        shape.environment(EnvironmentResponse.builder().variables(given.variables()).build());
    }

    private static void deadLetters(FunctionConfiguration.Builder shape, DeadLetterConfig given) {
        boolean none = Calls.text(given.targetArn()).isEmpty();
        shape.deadLetterConfig(none ? null : given);
    }

    private static void vpc(FunctionConfiguration.Builder shape, VpcConfig given) {
        if (given.subnetIds().isEmpty() && given.securityGroupIds().isEmpty()) {
            shape.vpcConfig((VpcConfigResponse) null);
            return;
        }
        shape.vpcConfig(
                VpcConfigResponse.builder()
                        .subnetIds(given.subnetIds())
                        .securityGroupIds(given.securityGroupIds())
                        .ipv6AllowedForDualStack(given.ipv6AllowedForDualStack())
                        .vpcId("")
                        .build());
    }

    private static void runtime(
            FunctionConfiguration.Builder shape, String runtime, FunctionName name) {
        try {
            byte[] text = runtime.getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            String arn =
                    "arn:"
                            + name.region().partition()
                            + ":lambda:"
                            + name.region()
                            + "::runtime:"
                            + HexFormat.of().formatHex(digest);
            shape.runtime(runtime)
                    .runtimeVersionConfig(
                            RuntimeVersionConfig.builder().runtimeVersionArn(arn).build());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether versions are to be started from snapshots.
    static boolean snaps(SnapStart given) {
        return given != null && given.applyOn() == SnapStartApplyOn.PUBLISHED_VERSIONS;
    }
}
