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
import io.hydrant.functions.runtime.FunctionLog;
import io.hydrant.functions.runtime.FunctionRunner;
import io.hydrant.functions.runtime.process.FunctionSurroundings;
import io.hydrant.functions.runtime.process.ProcessRunner;
import io.hydrant.functions.runtime.process.RunnerLimits;
import io.hydrant.functions.runtime.process.RunnerSettings;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.server.admin.AdminRoutes;
import io.hydrant.server.admin.FunctionCodeEndpoint;
import io.hydrant.server.config.ServerConfig;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.wire.HttpEndpoint;
import io.hydrant.wire.auth.Credentials;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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

    /// Functions run as processes of this machine, and reach the server with its first credentials.
    private static ProcessRunner runner(Foundations on) throws IOException {
        Credentials credentials = on.config().credentials().getFirst();
        return ProcessRunner.open(
                on.clock(),
                on.telemetry(),
                on.logs(),
                new RunnerSettings(
                        on.folder().functions().resolve("runs"),
                        List.of(on.config().dataFolder()),
                        new FunctionSurroundings(
                                on.endpoint(),
                                credentials.accessKeyId(),
                                credentials.secretKey(),
                                credentials.sessionToken()),
                        RunnerLimits.DEFAULTS,
                        RunnerSettings.Isolation.AS_FAR_AS_POSSIBLE));
    }

    static FunctionsOpening open(Foundations on, Opened opened, AdminRoutes admin)
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
        Invoker invoker =
                new Invoker(
                        functions, code, runner, () -> ThreadLocalRandom.current().nextDouble());
        ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();
        opened.add(runs::shutdownNow); // what is cut off is run again after the next start
        EventQueue events =
                EventQueue.open(
                        on.resources(),
                        new EventQueue.Surroundings(
                                functions, invoker, on.objects(), runs, on.clock()));
        opened.add(Housekeeping.start(EVENTS_EVERY, events::runDue));
        opened.add(Housekeeping.start(SWEEP_EVERY, deployments::sweep));
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
                                on.clock()),
                        List.of());
        return new FunctionsOpening(new Functions(invoker), api.service());
    }
}
