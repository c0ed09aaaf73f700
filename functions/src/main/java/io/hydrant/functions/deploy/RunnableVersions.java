package io.hydrant.functions.deploy;

import io.hydrant.functions.code.CodeStore;
import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.function.LogSettings;
import io.hydrant.functions.function.LogSettings.Level;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredVersion;

import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Versions as runners take them.
public final class RunnableVersions {
    private RunnableVersions() {}

    /// @param invokedArn what was asked for
    public static FunctionVersion of(
            StoredFunction function, StoredVersion version, String invokedArn, CodeStore code) {
        FunctionConfiguration shape = version.shape();
        return new FunctionVersion(
                function.name(),
                shape.version(),
                invokedArn,
                shape.revisionId(),
                shape.runtimeAsString(),
                Optional.ofNullable(shape.handler()).orElse(""),
                code.unpacked(version.codeSha()),
                version.layerShas().stream().map(code::unpacked).toList(),
                shape.environment() == null ? Map.of() : shape.environment().variables(),
                new FunctionVersion.Limits(
                        Duration.ofSeconds(shape.timeout()),
                        shape.memorySize(),
                        shape.ephemeralStorage().size()),
                log(shape.loggingConfig()),
                function.settings().reserved());
    }

    private static LogSettings log(LoggingConfig config) {
        if (config.logFormat() != LogFormat.JSON) {
            return LogSettings.text(config.logGroup());
        }
        return new LogSettings(
                config.logGroup(),
                Optional.of(
                        new LogSettings.Levels(
                                level(config.applicationLogLevelAsString()),
                                level(config.systemLogLevelAsString()))));
    }

    /// @param name null in configurations that were stored without it
    private static Level level(String name) {
        return name == null ? Level.INFO : Level.valueOf(name);
    }
}
