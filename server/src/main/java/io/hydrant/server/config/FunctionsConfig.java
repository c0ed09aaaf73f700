package io.hydrant.server.config;

import io.hydrant.functions.remote.RemoteMapping;
import io.hydrant.functions.runtime.process.InterpreterPaths;
import io.hydrant.functions.runtime.process.RunnerLimits;
import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Functions.
///
/// @param interpreters what runs functions, where the operator names it
/// @param endpoint what functions are told as the server's address; one that always works from this
///   machine when empty
/// @param elsewhere which functions do not run here
public record FunctionsConfig(
        RunnerLimits limits,
        Isolation isolation,
        InterpreterPaths interpreters,
        Optional<URI> endpoint,
        List<RemoteMapping> elsewhere) {
    public FunctionsConfig {
        elsewhere = List.copyOf(elsewhere);
    }
}
