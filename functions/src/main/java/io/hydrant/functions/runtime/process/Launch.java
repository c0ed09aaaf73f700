package io.hydrant.functions.runtime.process;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.process.Interpreters.Interpreter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a process of a function starts: its command and its environment. Nothing of the server's own
/// environment gets there.
///
/// Source: Lambda Developer Guide, "Using Lambda environment variables", and measured environments.
record Launch(List<String> command, Map<String, String> environment) {
    private static final String BASE_PATH = "/usr/local/bin:/usr/bin:/bin:/opt/bin";

    /// What depends on the environment, not on the function.
    ///
    /// @param runtimeApi host and port
    /// @param trusting whether [Authorities] are with the bootstraps
    record Particulars(
            Places places,
            String runtimeApi,
            String logStream,
            Optional<Interpreter> interpreter,
            boolean trusting) {}

    static Launch of(
            FunctionVersion function, FunctionSurroundings surroundings, Particulars particulars) {
        Map<String, String> environment = new TreeMap<>(defaults(particulars));
        environment.putAll(function.environment());
        environment.putAll(fixed(function, surroundings, particulars));
        return new Launch(wrapped(command(function, particulars), function), environment)
                .withLoaderLast();
    }

    /// What steers the dynamic loader must reach the function's program, but none of those that
    /// start and confine it: they would load what the user names.
    private Launch withLoaderLast() {
        Map<String, String> early = new TreeMap<>(environment);
        List<String> late = new ArrayList<>(List.of("/usr/bin/env"));
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith("LD_") || name.startsWith("DYLD_")) {
                        early.remove(name);
                        late.add(name + "=" + value);
                    }
                });
        late.addAll(command);
        return new Launch(late, early);
    }

    /// The executable of a function that brings its own runtime, as a file of this machine.
    static Optional<Path> bootstrapOf(FunctionVersion function) {
        List<Path> folders = new ArrayList<>(List.of(function.code()));
        folders.addAll(function.layers().reversed());
        return folders.stream()
                .map(folder -> folder.resolve("bootstrap"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// A script of the user's may start the runtime with options of its own.
    ///
    /// Source: Lambda Developer Guide, "Modifying the runtime environment", wrapper scripts.
    private static List<String> wrapped(List<String> command, FunctionVersion function) {
        Optional<String> wrapper =
                Optional.ofNullable(function.environment().get("AWS_LAMBDA_EXEC_WRAPPER"));
        if (wrapper.isEmpty() || isProvided(function)) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of(wrapper.get()));
        whole.addAll(command);
        return whole;
    }

    static boolean isProvided(FunctionVersion function) {
        return RuntimeFamily.of(function.runtime()).orElseThrow() == RuntimeFamily.PROVIDED;
    }

    private static List<String> command(FunctionVersion function, Particulars particulars) {
        Places places = particulars.places();
        String program =
                particulars
                        .interpreter()
                        .map(interpreter -> interpreter.executable().toString())
                        .orElse("");
        return switch (RuntimeFamily.of(function.runtime()).orElseThrow()) {
            case PYTHON -> python(program, particulars);
            case NODE ->
                    List.of(
                            program,
                            "--max-old-space-size=" + function.limits().memoryMib() * 9 / 10,
                            places.runtime() + "/" + Bootstraps.NODE);
            case JAVA -> java(program, function, particulars);
            case PROVIDED -> List.of(provided(function, places));
        };
    }

    private static List<String> python(String program, Particulars particulars) {
        Places places = particulars.places();
        List<String> command =
                new ArrayList<>(List.of(program, places.runtime() + "/" + Bootstraps.PYTHON));
        command.addAll(places.inLayers("python"));
        particulars.interpreter().ifPresent(found -> command.addAll(found.libraries()));
        return command;
    }

    private static List<String> java(
            String program, FunctionVersion function, Particulars particulars) {
        Places places = particulars.places();
        List<String> classPath = new ArrayList<>();
        Bootstraps.JAVA.forEach(jar -> classPath.add(places.runtime() + "/" + jar));
        places.inLayers("java/lib").forEach(folder -> classPath.add(folder + "/*"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program,
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-Xmx" + function.limits().memoryMib() * 8 / 10 + "m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.io.tmpdir=" + places.temporary()));
        command.addAll(trustStore(function, particulars));
        command.addAll(
                List.of(
                        "-cp",
                        String.join(":", classPath),
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        function.handler()));
        return command;
    }

    /// Unless the user names another: options of the command line would go before that.
    private static List<String> trustStore(FunctionVersion function, Particulars particulars) {
        String options = function.environment().getOrDefault("JAVA_TOOL_OPTIONS", "");
        if (!particulars.trusting() || options.contains("javax.net.ssl.trustStore")) {
            return List.of();
        }
        return List.of(
                "-Djavax.net.ssl.trustStore="
                        + particulars.places().runtime()
                        + "/"
                        + Authorities.KEY_STORE,
                "-Djavax.net.ssl.trustStorePassword=" + Authorities.KEY_STORE_PASSWORD);
    }

    private static String provided(FunctionVersion function, Places places) {
        boolean inCode = Files.isRegularFile(function.code().resolve("bootstrap"));
        if (inCode || function.layers().isEmpty()) {
            return places.task() + "/bootstrap";
        }
        for (int i = function.layers().size() - 1; i >= 0; i--) {
            if (Files.isRegularFile(function.layers().get(i).resolve("bootstrap"))) {
                int last = places.layers().size() - 1;
                return places.layers().get(Math.min(i, last)) + "/bootstrap";
            }
        }
        return places.task() + "/bootstrap";
    }

    /// What a user may replace.
    private static Map<String, String> defaults(Particulars particulars) {
        Places places = particulars.places();
        Map<String, String> defaults = new TreeMap<>();
        defaults.put("LANG", "en_US.UTF-8");
        defaults.put("TZ", ":UTC");
        defaults.put("PATH", path(particulars));
        defaults.put(
                "LD_LIBRARY_PATH",
                String.join(
                        ":",
                        "/lib64:/usr/lib64:" + places.runtime() + ":" + places.runtime() + "/lib",
                        places.task() + ":" + places.task() + "/lib",
                        String.join(":", places.inLayers("lib"))));
        defaults.put("PYTHONPATH", places.runtime());
        defaults.put(
                "NODE_PATH",
                String.join(
                        ":",
                        String.join(":", places.inLayers("nodejs/node_modules")),
                        places.runtime() + "/node_modules",
                        places.runtime(),
                        places.task()));
        defaults.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
        defaults.put("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000");
        defaults.put("HOME", places.temporary());
        if (particulars.trusting()) {
            String authorities = places.runtime() + "/" + Authorities.PEM;
            List.of("AWS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")
                    .forEach(name -> defaults.put(name, authorities));
        }
        return defaults;
    }

    private static String path(Particulars particulars) {
        List<String> folders = new ArrayList<>();
        particulars
                .interpreter()
                .map(interpreter -> interpreter.executable().getParent().toString())
                .filter(folder -> !List.of(BASE_PATH.split(":")).contains(folder))
                .ifPresent(folders::add);
        folders.add(BASE_PATH);
        folders.addAll(particulars.places().inLayers("bin"));
        return String.join(":", folders);
    }

    /// What no user may replace.
    private static Map<String, String> fixed(
            FunctionVersion function, FunctionSurroundings surroundings, Particulars particulars) {
        Places places = particulars.places();
        Map<String, String> fixed = new TreeMap<>();
        fixed.put("AWS_ACCESS_KEY_ID", surroundings.accessKeyId());
        fixed.put("AWS_SECRET_ACCESS_KEY", surroundings.secretAccessKey());
        surroundings.sessionToken().ifPresent(token -> fixed.put("AWS_SESSION_TOKEN", token));
        if (!function.environment().containsKey("AWS_ENDPOINT_URL")) {
            fixed.put("AWS_ENDPOINT_URL", surroundings.endpoint().get().toString());
        }
        fixed.put("AWS_REGION", function.name().region().toString());
        fixed.put("AWS_DEFAULT_REGION", function.name().region().toString());
        if (!isProvided(function)) {
            fixed.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        }
        fixed.put("AWS_LAMBDA_FUNCTION_NAME", function.name().name());
        fixed.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        fixed.put(
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.limits().memoryMib()));
        fixed.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        fixed.put("AWS_LAMBDA_LOG_FORMAT", function.log().json().isPresent() ? "JSON" : "Text");
        function.log()
                .json()
                .ifPresent(
                        levels ->
                                fixed.put("AWS_LAMBDA_LOG_LEVEL", levels.application().toString()));
        fixed.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
        fixed.put("AWS_LAMBDA_LOG_STREAM_NAME", particulars.logStream());
        fixed.put("AWS_LAMBDA_RUNTIME_API", particulars.runtimeApi());
        fixed.put("_AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1");
        fixed.put("_AWS_XRAY_DAEMON_PORT", "2000");
        fixed.put("LAMBDA_TASK_ROOT", places.task());
        fixed.put("LAMBDA_RUNTIME_DIR", places.runtime());
        fixed.put("_HANDLER", function.handler());
        fixed.put("PWD", places.task());
        fixed.put("SHLVL", "0");
        fixed.put("TMPDIR", places.temporary());
        return fixed;
    }
}
