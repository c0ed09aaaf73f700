package io.hydrant.functions.runtime.process;

import java.nio.file.Path;
import java.util.Optional;

/// Interpreters that are named rather than looked for on the `PATH`.
///
/// @param python a Python 3.7 or newer
/// @param node a Node.js 16 or newer
public record InterpreterPaths(Optional<Path> python, Optional<Path> node) {
    public static final InterpreterPaths NONE =
            new InterpreterPaths(Optional.empty(), Optional.empty());
}
