package io.hydrant.server;

import io.hydrant.control.ResourceStore;
import io.hydrant.functions.Functions;
import io.hydrant.functions.api.LambdaApi;
import io.hydrant.functions.code.CodeLinks;
import io.hydrant.functions.code.CodeStore;
import io.hydrant.functions.deploy.Deployments;
import io.hydrant.functions.event.EventQueue;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.layer.Layers;
import io.hydrant.functions.mapping.MappingEngine;
import io.hydrant.functions.mapping.Mappings;
import io.hydrant.functions.mapping.engine.LocalMappingEngine;
import io.hydrant.functions.mapping.engine.MappingSurroundings;
import io.hydrant.functions.mapping.engine.failure.Destinations;
import io.hydrant.functions.mapping.engine.failure.Destinations.RecordSink;
import io.hydrant.functions.mapping.engine.failure.FunctionEvents;
import io.hydrant.functions.mapping.engine.failure.StreamRecords;
import io.hydrant.functions.pattern.EventPatterns;
import io.hydrant.functions.remote.RemoteFunctions;
import io.hydrant.functions.runtime.FunctionLog;
import io.hydrant.functions.runtime.FunctionRunner;
import io.hydrant.functions.runtime.process.FunctionSurroundings;
import io.hydrant.functions.runtime.process.ProcessRunner;
import io.hydrant.functions.runtime.process.RunnerSettings;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.server.admin.AdminRoutes;
import io.hydrant.server.admin.FunctionCodeEndpoint;
import io.hydrant.server.config.FunctionsConfig;
import io.hydrant.server.config.ServerConfig;
import io.hydrant.server.config.TlsConfig;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.HttpEndpoint;
import io.hydrant.wire.auth.Credentials;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// Functions as a server has them.
///
/// @param functions what other features ask of them
record FunctionsOpening(Functions functions, HttpEndpoint endpoint) {
    private static final Duration EVENTS_EVERY = Duration.ofSeconds(1);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    /// What functions are built on.
    ///
    /// @param objects where packages come from, and failures of events go
    /// @param background settles what was created or updated
    /// @param folder where packages lie; its secret signs their links
    /// @param logs where lines of functions go
    /// @param endpoint where the server answers; waits until it does
    record Foundations(
            InstantSource clock,
            Telemetry telemetry,
            ResourceStore resources,
            ObjectStore objects,
            Executor background,
            DataFolder folder,
            ServerConfig config,
            FunctionLog logs,
            Supplier<URI> endpoint) {}

    /// Where event source mappings read, and keep their positions.
    ///
    /// @param deliveries take the failure records that go to delivery streams
    record Sources(
            DataStreams streams,
            ConsumerRegistry consumers,
            StreamLog log,
            RecordSink deliveries) {}

    /// Functions run as processes of this machine, and reach the server with its first credentials.
    private static ProcessRunner runner(Foundations on) throws IOException {
        Credentials credentials = on.config().credentials().getFirst();
        FunctionsConfig config = on.config().functions();
        return ProcessRunner.open(
                on.clock(),
                on.telemetry(),
                on.logs(),
                new RunnerSettings(
                        on.folder().functions().resolve("runs"),
                        List.of(on.config().dataFolder()),
                        new FunctionSurroundings(
                                () -> config.endpoint().orElseGet(() -> plain(on.endpoint().get())),
                                () -> certificate(on),
                                credentials.accessKeyId(),
                                credentials.secretKey(),
                                credentials.sessionToken()),
                        config.limits(),
                        config.isolation(),
                        config.interpreters()));
    }

    /// The port speaks plain HTTP too, where no certificate has to be good for the name. What
    /// functions send there does not leave this machine.
    private static URI plain(URI endpoint) {
        return URI.create("http://" + endpoint.getRawAuthority());
    }

    /// Waits until the server answers: then a certificate that it makes is in its place.
    private static Optional<Path> certificate(Foundations on) {
        on.endpoint().get();
        return switch (on.config().http().tls()) {
            case TlsConfig.Off() -> Optional.empty();
            case TlsConfig.SelfSigned() -> Optional.of(on.folder().certificate());
            case TlsConfig.Files(Path certificate, _) -> Optional.of(certificate);
        };
    }

    static FunctionsOpening open(Foundations on, Sources sources, Opened opened, AdminRoutes admin)
            throws IOException {
        FunctionRunner runner = opened.add(runner(on));
        StoredFunctions functions = StoredFunctions.open(on.resources());
        Layers layers = Layers.open(on.resources(), on.clock());
        CodeStore code = CodeStore.open(on.folder().functions().resolve("code"), on.clock());
        Deployments deployments =
                new Deployments(
                        functions,
                        layers,
                        code,
                        new Deployments.Surroundings(runner, on.background(), on.clock()));
        RemoteFunctions remote =
                opened.add(
                        RemoteFunctions.open(on.config().functions().elsewhere(), on.telemetry()));
        Invoker invoker =
                new Invoker(functions, code, runner, () -> ThreadLocalRandom.current().nextDouble())
                        .reaching(remote);
        ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();
        opened.add(runs::shutdownNow); // what is cut off is run again after the next start
        EventQueue events =
                EventQueue.open(
                        on.resources(),
                        new EventQueue.Surroundings(
                                functions, invoker, on.objects(), runs, on.clock()));
        opened.add(Housekeeping.start(EVENTS_EVERY, events::runDue));
        opened.add(Housekeeping.start(SWEEP_EVERY, deployments::sweep));
        Functions root = new Functions(invoker);
        LocalMappingEngine engine =
                opened.add(
                        LocalMappingEngine.open(
                                mappingSurroundings(
                                        on, sources, invoker, new FunctionEvents(root, events))));
        Mappings mappings = mappings(on, sources, new Invoked(functions, invoker), engine);
        engine.forgetAllBut(mappings.uuids());
        CodeLinks links = new CodeLinks(on.folder().secret(), on.clock());
        FunctionCodeEndpoint.register(admin, code, links);
        LambdaApi api =
                new LambdaApi(
                        new LambdaApi.Surroundings(
                                deployments,
                                functions,
                                layers,
                                code,
                                on.objects(),
                                links,
                                invoker,
                                events,
                                Optional.of(mappings),
                                on.clock()),
                        List.of());
        return new FunctionsOpening(root, api.service());
    }

    private static MappingSurroundings mappingSurroundings(
            Foundations on, Sources sources, Invoker invoker, RecordSink functions) {
        return new MappingSurroundings(
                sources.streams(),
                sources.log(),
                (arn, request) -> invoker.invoke(Functions.reference(arn), request),
                new Destinations(
                        on.objects(),
                        functions,
                        new StreamRecords(sources.streams()::writable),
                        sources.deliveries()),
                EventPatterns::parse,
                on.telemetry(),
                on.clock(),
                on.background(),
                MappingSurroundings.memoryBytesDefault());
    }

    /// What mappings invoke.
    private record Invoked(StoredFunctions functions, Invoker invoker) {}

    private static Mappings mappings(
            Foundations on, Sources sources, Invoked invoked, MappingEngine engine) {
        return Mappings.open(
                on.resources(),
                new Mappings.Surroundings(
                        invoked.functions(),
                        invoked.invoker()::isElsewhere,
                        sources.streams(),
                        sources.consumers(),
                        engine,
                        on.background(),
                        on.clock()));
    }
}
