package io.hydrant.functions.function;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One version of a function, with all that is needed to run it. Never changes: a changed function
/// is another one, with another revision.
///
/// @param version `$LATEST` or a number
/// @param invokedArn the ARN that was asked for, qualifier included: what the function is told
/// @param revision differs whenever code or configuration does
/// @param runtime as the client named it, such as `python3.12`
/// @param handler empty where the runtime needs none
/// @param code the folder of the unpacked package; nobody writes to it
/// @param layers folders of unpacked layers, in their order
/// @param environment what the user set
public record FunctionVersion(
        FunctionName name,
        String version,
        String invokedArn,
        String revision,
        String runtime,
        String handler,
        Path code,
        List<Path> layers,
        Map<String, String> environment,
        Limits limits,
        LogSettings log,
        Optional<Integer> reservedConcurrency) {

    public FunctionVersion {
        layers = List.copyOf(layers);
        environment = Map.copyOf(environment);
    }

    /// Where its lines go.
    public String logGroup() {
        return log.group();
    }

    /// @param timeout of one invocation: 1-900 seconds
    /// @param memoryMib 128-10240
    /// @param ephemeralMib what it may keep in its temporary folder
    public record Limits(Duration timeout, int memoryMib, int ephemeralMib) {}
}
