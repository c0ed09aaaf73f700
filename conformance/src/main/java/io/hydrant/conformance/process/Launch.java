package io.hydrant.conformance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How to start a server.
///
/// @param folder holds the data folder, the configuration and what the process says
/// @param settings keys and values of the configuration file
/// @param jvmOptions beside those of the launcher
public record Launch(Path folder, int port, Map<String, String> settings, List<String> jvmOptions) {
    /// Those of the `hydrant` command.
    private static final List<String> LAUNCHER_OPTIONS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:NewRatio=4",
                    "-XX:TrimNativeHeapInterval=10000",
                    "-XX:+ExitOnOutOfMemoryError");

    /// System property: more options of every server's JVM, separated by blanks.
    private static final String MORE_OPTIONS = "conformance.jvm-options";

    public Launch {
        settings = Map.copyOf(settings);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /// On a free port, with the settings that a server has by itself.
    public static Launch in(Path folder) {
        return new Launch(folder, FreePort.find(), Map.of(), List.of());
    }

    public Launch with(Map<String, String> settings) {
        return new Launch(folder, port, settings, jvmOptions);
    }

    public Launch withJvmOptions(String... options) {
        return new Launch(folder, port, settings, List.of(options));
    }

    public Launch onPort(int port) {
        return new Launch(folder, port, settings, jvmOptions);
    }

    public Path dataFolder() {
        return folder.resolve("data");
    }

    public Path standardOutput() {
        return folder.resolve("server.out");
    }

    public Path standardError() {
        return folder.resolve("server.err");
    }

    /// The arguments of `hydrant` that start it; writes the configuration file.
    List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "start",
                                "--port",
                                Integer.toString(port),
                                "--data",
                                dataFolder().toString()));
        if (!settings.isEmpty()) {
            arguments.addAll(List.of("--config", writeSettings().toString()));
        }
        return arguments;
    }

    List<String> options() {
        List<String> options = new ArrayList<>(LAUNCHER_OPTIONS);
        options.addAll(more());
        options.addAll(jvmOptions);
        return options;
    }

    private static List<String> more() {
        String text = System.getProperty(MORE_OPTIONS, "").strip();
        return text.isEmpty() ? List.of() : List.of(text.split(" +"));
    }

    private Path writeSettings() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(settings)
                .forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        try {
            return Files.writeString(folder.resolve("hydrant.properties"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
