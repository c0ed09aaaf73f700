package io.hydrant.server.config;

import io.hydrant.functions.remote.RemoteMapping;
import io.hydrant.functions.remote.RemotePlace;
import io.hydrant.functions.remote.RemoteScope;
import io.hydrant.functions.runtime.process.InterpreterPaths;
import io.hydrant.functions.runtime.process.RunnerLimits;
import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what is set of functions.
final class FunctionsReader {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /// An emulator runs one invocation at a time.
    private static final int EMULATOR_CONCURRENCY = 1;

    private static final int AWS_CONCURRENCY = 16;

    private final Settings settings;

    FunctionsReader(Settings settings) {
        this.settings = settings;
    }

    FunctionsConfig read() {
        return new FunctionsConfig(
                limits(), isolation(), interpreters(), endpoint("functions.endpoint"), elsewhere());
    }

    private RunnerLimits limits() {
        RunnerLimits defaults = RunnerLimits.DEFAULTS;
        return new RunnerLimits(
                settings.integer("functions.concurrency-max", 1, 1_000_000),
                settings.text("functions.environments-max").equals("auto")
                        ? defaults.environmentsMax()
                        : settings.integer("functions.environments-max", 1, 10_000),
                defaults.waitingMax(),
                defaults.waitMax(),
                settings.duration("functions.idle-timeout", SECOND),
                defaults.initMax(),
                settings.flag("functions.memory-limit"));
    }

    private Isolation isolation() {
        String word =
                settings.choice("functions.isolation", List.of("possible", "required", "off"));
        return switch (word) {
            case "required" -> Isolation.REQUIRED;
            case "off" -> Isolation.PROCESS_GROUPS;
            default -> Isolation.AS_FAR_AS_POSSIBLE;
        };
    }

    private InterpreterPaths interpreters() {
        return new InterpreterPaths(program("functions.python"), program("functions.node"));
    }

    private Optional<Path> program(String key) {
        return settings.optional(key).isPresent()
                ? Optional.of(settings.program(key))
                : Optional.empty();
    }

    private Optional<URI> endpoint(String key) {
        return settings.optional(key).isPresent()
                ? Optional.of(settings.endpoint(key))
                : Optional.empty();
    }

    private List<RemoteMapping> elsewhere() {
        List<RemoteMapping> mappings = new ArrayList<>();
        List<RemoteScope> seen = new ArrayList<>();
        for (String name : settings.namesUnder("functions.elsewhere.")) {
            String prefix = "functions.elsewhere." + name;
            RemoteMapping mapping = mapping(prefix);
            if (seen.contains(mapping.scope())) {
                throw new InvalidConfig(
                        settings.subject(prefix + ".arn")
                                + " is "
                                + mapping.scope()
                                + ", which another functions.elsewhere is already.");
            }
            seen.add(mapping.scope());
            mappings.add(mapping);
        }
        return mappings;
    }

    private RemoteMapping mapping(String prefix) {
        String others = "other keys of " + prefix + " are.";
        settings.required(prefix + ".arn", others);
        RemoteScope scope = settings.value(prefix + ".arn", RemoteScope::of);
        boolean aws = settings.required(prefix + ".to", others).equals("aws");
        RemotePlace place = aws ? aws(prefix) : emulator(prefix);
        String concurrency = prefix + ".concurrency";
        int otherwise = aws ? AWS_CONCURRENCY : EMULATOR_CONCURRENCY;
        return new RemoteMapping(
                scope,
                place,
                settings.optional(concurrency).isPresent()
                        ? settings.integer(concurrency, 1, RemoteMapping.CONCURRENCY_MAX)
                        : otherwise,
                settings.duration(prefix + ".timeout", Duration.ofMillis(1)));
    }

    private RemotePlace emulator(String prefix) {
        for (String key : List.of("endpoint", "access-key", "secret-key", "session-token")) {
            if (settings.optional(prefix + "." + key).isPresent()) {
                throw new InvalidConfig(
                        settings.subject(prefix + "." + key)
                                + " cannot be set while "
                                + prefix
                                + ".to is not aws.");
            }
        }
        return new RemotePlace.Emulator(settings.endpoint(prefix + ".to", "aws, or "));
    }

    private RemotePlace aws(String prefix) {
        String keys = "another key of " + prefix + " is.";
        Optional<RemotePlace.Keys> given = Optional.empty();
        Optional<String> token = settings.optional(prefix + ".session-token");
        if (token.isPresent()
                || settings.optional(prefix + ".access-key").isPresent()
                || settings.optional(prefix + ".secret-key").isPresent()) {
            given =
                    Optional.of(
                            new RemotePlace.Keys(
                                    settings.required(prefix + ".access-key", keys),
                                    settings.required(prefix + ".secret-key", keys),
                                    token));
        }
        return new RemotePlace.Aws(endpoint(prefix + ".endpoint"), given);
    }
}
