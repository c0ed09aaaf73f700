package io.hydrant.functions.api;

import io.hydrant.functions.api.Page.Wanted;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.functions.mapping.Mappings;
import io.hydrant.wire.rest.RestCall;
import io.hydrant.wire.rest.RestOperation;

import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.DeleteEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsRequest;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsResponse;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The operations on event source mappings.
final class MappingOperations {
    private static final int ITEMS_MAX = 100;

    private final Mappings mappings;
    private final InstantSource clock;

    MappingOperations(Mappings mappings, InstantSource clock) {
        this.mappings = mappings;
        this.clock = clock;
    }

    List<RestOperation<?>> operations() {
        return List.of(
                RestOperation.of(
                        "CreateEventSourceMapping",
                        CreateEventSourceMappingRequest::builder,
                        this::createEventSourceMapping),
                RestOperation.of(
                        "GetEventSourceMapping",
                        GetEventSourceMappingRequest::builder,
                        this::getEventSourceMapping),
                RestOperation.of(
                        "ListEventSourceMappings",
                        ListEventSourceMappingsRequest::builder,
                        this::listEventSourceMappings),
                RestOperation.of(
                        "UpdateEventSourceMapping",
                        UpdateEventSourceMappingRequest::builder,
                        this::updateEventSourceMapping),
                RestOperation.of(
                        "DeleteEventSourceMapping",
                        DeleteEventSourceMappingRequest::builder,
                        this::deleteEventSourceMapping));
    }

    private EventSourceMappingConfiguration createEventSourceMapping(
            CreateEventSourceMappingRequest request, RestCall call) {
        Unsupported.refuseIn(request);
        UpdateEventSourceMappingRequest changes = MappingShapes.changes(request);
        requireSupported(changes);
        MappingRules.requirePosition(request, clock.instant());
        MappingRules.requireFilters(changes);
        Home home = Calls.home(call);
        EventSourceMappingConfiguration shape =
                MappingShapes.changed(MappingShapes.fresh(request), changes);
        FunctionReference function = Calls.reference(call, request.functionName(), null);
        MappingRules.require(shape, home);
        return mappings.create(
                home,
                new Mappings.Draft(
                        shape,
                        function,
                        !Boolean.FALSE.equals(request.enabled()),
                        TagRules.of(request.tags())));
    }

    private static void requireSupported(UpdateEventSourceMappingRequest changes) {
        Unsupported.refuseIn(changes);
        MappingRules.requireNoSuccess(changes.destinationConfig());
    }

    private EventSourceMappingConfiguration getEventSourceMapping(
            GetEventSourceMappingRequest request, RestCall call) {
        return mappings.get(Calls.home(call), request.uuid());
    }

    private EventSourceMappingConfiguration updateEventSourceMapping(
            UpdateEventSourceMappingRequest request, RestCall call) {
        Home home = Calls.home(call);
        mappings.get(home, request.uuid());
        requireSupported(request);
        MappingRules.requireFilters(request);
        return mappings.update(
                home,
                request.uuid(),
                new Mappings.Change(
                        Calls.text(request.functionName())
                                .map(name -> Calls.reference(call, name, null)),
                        Optional.ofNullable(request.enabled()),
                        before -> {
                            EventSourceMappingConfiguration next =
                                    MappingShapes.changed(before, request);
                            MappingRules.require(next, home);
                            return next;
                        }));
    }

    private EventSourceMappingConfiguration deleteEventSourceMapping(
            DeleteEventSourceMappingRequest request, RestCall call) {
        return mappings.delete(Calls.home(call), request.uuid());
    }

    /// Filters that are empty texts are none.
    private ListEventSourceMappingsResponse listEventSourceMappings(
            ListEventSourceMappingsRequest request, RestCall call) {
        Optional<String> source = Calls.text(request.eventSourceArn());
        Optional<FunctionReference> function =
                Calls.text(request.functionName()).map(name -> Calls.reference(call, name, null));
        List<EventSourceMappingConfiguration> wanted =
                mappings.list(Calls.home(call)).stream()
                        .filter(
                                one ->
                                        source.isEmpty()
                                                || source.get().equals(one.eventSourceArn()))
                        .filter(one -> function.isEmpty() || invokes(one, function.get(), call))
                        .toList();
        Page<EventSourceMappingConfiguration> page =
                Page.of(
                        wanted,
                        EventSourceMappingConfiguration::uuid,
                        new Wanted(request.marker(), request.maxItems()),
                        ITEMS_MAX);
        return ListEventSourceMappingsResponse.builder()
                .eventSourceMappings(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    /// Without a qualifier, a function stands for all its versions and aliases.
    private static boolean invokes(
            EventSourceMappingConfiguration mapping, FunctionReference wanted, RestCall call) {
        FunctionReference invoked = Calls.reference(call, mapping.functionArn(), null);
        return invoked.name().equals(wanted.name())
                && (wanted.qualifier().isEmpty() || wanted.special().equals(invoked.special()));
    }
}
