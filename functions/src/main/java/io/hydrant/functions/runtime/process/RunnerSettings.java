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
        Isolation isolation) {

    /// How far functions are kept apart.
    public enum Isolation {
        /// Linux' namespaces when the machine allows them, else process groups.
        AS_FAR_AS_POSSIBLE,
        /// Process groups only.
        PROCESS_GROUPS
    }

    public RunnerSettings {
        folder = folder.toAbsolutePath();
        hidden = hidden.stream().map(Path::toAbsolutePath).toList();
    }
}
