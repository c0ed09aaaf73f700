package io.hydrant.functions.runtime.process;

import java.util.Optional;

/// Runtimes that start in the same way, whatever their version.
enum RuntimeFamily {
    PYTHON,
    NODE,
    JAVA,
    PROVIDED;

    /// @param runtime such as `python3.12`
    static Optional<RuntimeFamily> of(String runtime) {
        if (runtime.startsWith("python3")) {
            return Optional.of(PYTHON);
        }
        if (runtime.startsWith("nodejs")) {
            return Optional.of(NODE);
        }
        if (runtime.startsWith("java")) {
            return Optional.of(JAVA);
        }
        return runtime.startsWith("provided") ? Optional.of(PROVIDED) : Optional.empty();
    }
}
