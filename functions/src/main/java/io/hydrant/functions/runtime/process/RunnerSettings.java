package io.hydrant.functions.runtime.process;

import java.nio.file.Path;
import java.util.List;

/// How functions run on this machine.
///
/// @param folder of the runner alone: it is cleared at the start
/// @param hidden folders that functions must not see, such as the server's data
public record RunnerSettings(
        Path folder,
        List<Path> hidden,
        FunctionSurroundings surroundings,
        RunnerLimits limits,
        Isolation isolation,
        InterpreterPaths interpreters) {

    /// How far functions are kept apart.
    public enum Isolation {
        /// Linux' namespaces when the machine allows them, else process groups.
        AS_FAR_AS_POSSIBLE,
        /// Linux' namespaces, or not at all.
        REQUIRED,
        /// Process groups only.
        PROCESS_GROUPS
    }

    /// With the interpreters that are found.
    public RunnerSettings(
            Path folder,
            List<Path> hidden,
            FunctionSurroundings surroundings,
            RunnerLimits limits,
            Isolation isolation) {
        this(folder, hidden, surroundings, limits, isolation, InterpreterPaths.NONE);
    }

    public RunnerSettings {
        folder = folder.toAbsolutePath();
        hidden = hidden.stream().map(Path::toAbsolutePath).toList();
    }
}
