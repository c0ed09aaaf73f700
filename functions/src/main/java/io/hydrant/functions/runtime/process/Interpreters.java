package io.hydrant.functions.runtime.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The interpreters of this machine. What was found is kept; what was not is looked for again, as
/// it may have been installed since. Safe for any thread.
final class Interpreters {
    private static final String PYTHON_QUESTION =
            """
            import site, sys
            assert sys.version_info >= (3, 7)
            print(sys.executable)
            print(site.getusersitepackages() if site.ENABLE_USER_SITE else "")
            """;
    private static final String NODE_QUESTION =
            "if (parseInt(process.versions.node) < 16) process.exit(1);"
                    + " console.log(process.execPath)";

    /// @param executable the interpreter itself, not a link or script in front of it
    /// @param libraries folders of the user's own libraries, which a function would not find
    record Interpreter(Path executable, List<String> libraries) {}

    private final Programs programs;
    private final InterpreterPaths named;
    private final Path java;
    private final Map<RuntimeFamily, Interpreter> found = new ConcurrentHashMap<>();

    /// @param java a Java 17 or newer
    Interpreters(Programs programs, InterpreterPaths named, Path java) {
        this.programs = programs;
        this.named = named;
        this.java = java;
    }

    /// Empty when it is missing, and for runtimes that bring their own.
    Optional<Interpreter> of(RuntimeFamily family) {
        Optional<Interpreter> known = Optional.ofNullable(found.get(family));
        if (known.isPresent()) {
            return known;
        }
        Optional<Interpreter> looked = look(family);
        looked.ifPresent(interpreter -> found.put(family, interpreter));
        return looked;
    }

    /// What is missing for a runtime, and how to get it.
    Optional<String> lacking(String runtime) {
        Optional<RuntimeFamily> family = RuntimeFamily.of(runtime);
        if (family.isEmpty()) {
            return Optional.of(
                    "functions of runtime "
                            + runtime
                            + " cannot run here: supported are python3.x, nodejs*.x, java*,"
                            + " provided.al2 and provided.al2023");
        }
        if (family.get() == RuntimeFamily.PROVIDED || of(family.get()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("functions of runtime " + runtime + " need " + need(family.get()));
    }

    private String need(RuntimeFamily family) {
        return switch (family) {
            case PYTHON ->
                    named.python()
                            .map(path -> path + " to be a Python 3.7 or newer, which it is not")
                            .orElse(
                                    "python3 (3.7 or newer) on the PATH of the server, which has"
                                            + " none; install it, for example with: apt install"
                                            + " python3 python3-boto3");
            case NODE ->
                    named.node()
                            .map(path -> path + " to be a Node.js 16 or newer, which it is not")
                            .orElse(
                                    "node (16 or newer) on the PATH of the server, which has none;"
                                            + " install it, for example with: apt install nodejs");
            case JAVA -> "java, which is not at " + java;
            case PROVIDED -> "an executable named bootstrap in their package or a layer";
        };
    }

    private Optional<Interpreter> look(RuntimeFamily family) {
        return switch (family) {
            case PYTHON ->
                    answer(named.python(), "python3", "-c", PYTHON_QUESTION).map(this::python);
            case NODE ->
                    answer(named.node(), "node", "-e", NODE_QUESTION)
                            .map(path -> new Interpreter(Path.of(path), List.of()));
            case JAVA ->
                    Files.isExecutable(java)
                            ? Optional.of(new Interpreter(java, List.of()))
                            : Optional.empty();
            case PROVIDED -> Optional.empty();
        };
    }

    private Optional<String> answer(
            Optional<Path> path, String name, String option, String question) {
        return path.isPresent()
                ? Programs.output(List.of(path.get().toString(), option, question))
                : programs.firstAnswer(name, option, question);
    }

    private Interpreter python(String printed) {
        List<String> lines = printed.lines().toList();
        List<String> libraries = lines.stream().skip(1).filter(line -> !line.isEmpty()).toList();
        return new Interpreter(Path.of(lines.getFirst()), libraries);
    }
}
