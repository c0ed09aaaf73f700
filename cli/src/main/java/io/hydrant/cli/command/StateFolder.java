package io.hydrant.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/// Where commands keep what they remember between runs.
///
/// Source: XDG Base Directory Specification.
final class StateFolder {
    private StateFolder() {}

    /// A file for this work, and no other.
    static Path file(Map<String, String> environment, String command, String work) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path folder = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
        UUID name = UUID.nameUUIDFromBytes(work.getBytes(StandardCharsets.UTF_8));
        return folder.resolve("hydrant").resolve(command + "-" + name + ".json");
    }
}
