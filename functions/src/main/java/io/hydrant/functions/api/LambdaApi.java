package io.hydrant.functions.api;

import io.hydrant.functions.code.CodeLinks;
import io.hydrant.functions.code.CodeStore;
import io.hydrant.functions.deploy.Deployments;
import io.hydrant.functions.event.EventQueue;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.layer.Layers;
import io.hydrant.functions.mapping.Mappings;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.rest.RestOperation;
import io.hydrant.wire.rest.RestRoutes;
import io.hydrant.wire.rest.RestService;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operations of the Lambda API, version 2015-03-31. `lambda.routes` beside this class lists
/// all that the service has; those that are not here are refused by their names.
public final class LambdaApi {
    /// Bounds the memory of a request: a little more than the longest one, so that this can say
    /// which operation takes how much.
    public static final int BODY_BYTES_MAX = FunctionOperations.CODE_BYTES_MAX + (1 << 20);

    private final Surroundings on;
    private final List<RestOperation<?>> others;

    /// What the operations work on.
    ///
    /// @param objects where packages in buckets are
    /// @param mappings when empty, their operations are refused by their names
    public record Surroundings(
            Deployments deployments,
            StoredFunctions functions,
            Layers layers,
            CodeStore code,
            ObjectStore objects,
            CodeLinks links,
            Invoker invoker,
            EventQueue events,
            Optional<Mappings> mappings,
            InstantSource clock) {}

    /// @param others operations of the same service that stand elsewhere
    public LambdaApi(Surroundings on, List<RestOperation<?>> others) {
        this.on = on;
        this.others = List.copyOf(others);
    }

    public RestService service() {
        FunctionLayers byArn = new FunctionLayers(on.layers());
        List<RestOperation<?>> all = new ArrayList<>(others);
        all.addAll(new FunctionOperations(on, byArn).operations());
        all.addAll(new AliasOperations(on.functions()).operations());
        all.addAll(new PolicyOperations(on.functions()).operations());
        all.addAll(new LayerOperations(on, byArn).operations());
        all.addAll(new SettingOperations(on.functions(), on.layers()).operations());
        all.addAll(new TagOperations(on.functions(), on.mappings()).operations());
        on.mappings()
                .ifPresent(
                        mappings ->
                                all.addAll(
                                        new MappingOperations(mappings, on.clock()).operations()));
        all.addAll(new EventConfigOperations(on.functions(), on.clock()).operations());
        all.addAll(new InvokeOperations(on.invoker(), on.events()).operations());
        return new RestService(
                routes(), all, ServiceConstraints.load("lambda"), LambdaErrors::toWire);
    }

    private static RestRoutes routes() {
        try (InputStream in = LambdaApi.class.getResourceAsStream("lambda.routes")) {
            return RestRoutes.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
