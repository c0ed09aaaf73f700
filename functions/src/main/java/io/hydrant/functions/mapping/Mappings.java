package io.hydrant.functions.mapping;

import io.hydrant.control.ResourceStore;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.refusal.Conflict;
import io.hydrant.functions.refusal.InUse;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.ShardDirectory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The life of event source mappings: what users ask for is first stored, then carried out.
///
/// A call stores the wish ([MappingState]) and returns; the rest is done in the background and may
/// be repeated, so a crash between the halves is made good at the next [#open]. Safe for use by
/// many threads.
public final class Mappings {
    private static final Logger LOG = LoggerFactory.getLogger(Mappings.class);
    private static final String REASON = "User action";

    private final Set<String> working = ConcurrentHashMap.newKeySet();
    private final StoredMappings stored;
    private final Surroundings on;

    /// What mappings are among.
    ///
    /// @param elsewhere which functions are not among these but run elsewhere
    /// @param engine works those that are enabled; stays the caller's. What it refuses when it is
    ///   closed already is done after the next start
    /// @param background carries out what users do not wait for; may drop it when the server stops
    public record Surroundings(
            StoredFunctions functions,
            Predicate<FunctionReference> elsewhere,
            ShardDirectory streams,
            ConsumerRegistry consumers,
            MappingEngine engine,
            Executor background,
            InstantSource clock) {}

    private Mappings(StoredMappings stored, Surroundings on) {
        this.stored = stored;
        this.on = on;
    }

    /// Reads every mapping there is, finishes what a crash interrupted and begins to work.
    public static Mappings open(ResourceStore store, Surroundings on) {
        Mappings mappings = new Mappings(StoredMappings.open(store), on);
        for (StoredMapping mapping : mappings.stored.all()) {
            mappings.attempt(mapping.uuid(), () -> mappings.resume(mapping));
        }
        return mappings;
    }

    /// A mapping to be.
    ///
    /// @param shape with all that the client and the defaults say of how it works
    /// @param enabled whether it is to work at once
    public record Draft(
            EventSourceMappingConfiguration shape,
            FunctionReference function,
            boolean enabled,
            SortedMap<String, String> tags) {}

    /// Stores a new mapping in CREATING; it begins to work in the background.
    ///
    /// @return what the service answers
    /// @throws InvalidParameter when its function or its source is not there
    /// @throws Conflict when there is one from this source to this function
    public EventSourceMappingConfiguration create(Home home, Draft draft) {
        String role = role(draft.function());
        requireSource(home, draft.shape().eventSourceArn());
        String uuid = UUID.randomUUID().toString();
        Instant now = now();
        EventSourceMappingConfiguration shape =
                draft.shape().toBuilder()
                        .uuid(uuid)
                        .eventSourceMappingArn(StoredMapping.arn(home, uuid).toString())
                        .functionArn(draft.function().arn())
                        .stateTransitionReason(REASON)
                        .lastModified(now)
                        .build();
        StoredMapping created =
                stored.create(
                        new StoredMapping(
                                home,
                                uuid,
                                0,
                                shape,
                                MappingState.CREATING,
                                draft.enabled(),
                                now,
                                role,
                                draft.tags()));
        return answered(created);
    }

    /// What is to change of a mapping.
    ///
    /// @param function to invoke; the same as before when empty
    /// @param enabled whether it is to work; as before when empty
    /// @param shape changes all the rest
    public record Change(
            Optional<FunctionReference> function,
            Optional<Boolean> enabled,
            UnaryOperator<EventSourceMappingConfiguration> shape) {}

    /// Stores what a mapping is to be; it works so from the next batch on.
    ///
    /// @return what the service answers
    /// @throws NotFound when there is no such mapping
    /// @throws InUse while something else is being done to it
    /// @throws InvalidParameter when the function is not there
    /// @throws Conflict when there is another one from its source to the function
    public EventSourceMappingConfiguration update(Home home, String uuid, Change change) {
        require(home, uuid);
        Optional<String> role = change.function().map(this::role);
        StoredMapping changed =
                changed(
                        uuid,
                        before -> {
                            requireSettled(before, "update");
                            EventSourceMappingConfiguration.Builder shape =
                                    change.shape().apply(before.shape()).toBuilder()
                                            .lastModified(now())
                                            .stateTransitionReason(REASON);
                            change.function().ifPresent(one -> shape.functionArn(one.arn()));
                            boolean enabled = change.enabled().orElse(before.enabled());
                            return before.with(shape.build())
                                    .withInvoker(role.orElse(before.invoker()))
                                    .with(
                                            MappingState.onUpdate(before.enabled(), enabled),
                                            enabled);
                        });
        return answered(changed);
    }

    /// Stores the wish to remove a mapping; it goes in the background.
    ///
    /// @return what the service answers
    /// @throws NotFound when there is no such mapping
    /// @throws InUse while something else is being done to it
    public EventSourceMappingConfiguration delete(Home home, String uuid) {
        require(home, uuid);
        StoredMapping changed =
                changed(
                        uuid,
                        before -> {
                            requireSettled(before, "delete");
                            return before.with(touched(before))
                                    .with(MappingState.DELETING, before.enabled());
                        });
        return answered(changed);
    }

    /// @throws NotFound when there is no such mapping
    public EventSourceMappingConfiguration get(Home home, String uuid) {
        return shown(require(home, uuid));
    }

    /// Those of an account in a region, in order of their names.
    public List<EventSourceMappingConfiguration> list(Home home) {
        return stored.list(home).stream().map(this::shown).toList();
    }

    /// Names of all there are, of all accounts and regions.
    public Set<String> uuids() {
        return stored.all().stream().map(StoredMapping::uuid).collect(Collectors.toSet());
    }

    /// @throws NotFound when there is no such mapping
    public SortedMap<String, String> tags(Home home, String uuid) {
        return require(home, uuid).tags();
    }

    /// @param step makes the next tags of the present ones, or refuses by an exception
    /// @throws NotFound when there is no such mapping
    public void changeTags(Home home, String uuid, UnaryOperator<SortedMap<String, String>> step) {
        require(home, uuid);
        changed(uuid, before -> before.with(step.apply(before.tags())));
    }

    private StoredMapping require(Home home, String uuid) {
        return stored.find(uuid)
                .filter(mapping -> mapping.home().equals(home))
                .orElseThrow(Mappings::missing);
    }

    private StoredMapping changed(String uuid, UnaryOperator<StoredMapping> step) {
        return stored.change(uuid, step).orElseThrow(Mappings::missing);
    }

    private static NotFound missing() {
        return new NotFound("The resource you requested does not exist.");
    }

    private static void requireSettled(StoredMapping mapping, String what) {
        if (!mapping.state().isSettled()) {
            throw new InUse(
                    "Cannot "
                            + what
                            + " the event source mapping because it is in use: "
                            + mapping.uuid()
                            + " is "
                            + mapping.state().shown()
                            + ".");
        }
    }

    /// Whether the function runs elsewhere: nobody knows then whether it exists.
    public boolean isElsewhere(FunctionReference function) {
        return on.elsewhere().test(function);
    }

    /// The role of the function that a mapping is to invoke; of one elsewhere, the role that has
    /// its name.
    private String role(FunctionReference function) {
        if (isElsewhere(function)) {
            return "arn:aws:iam::%s:role/%s"
                    .formatted(function.name().account(), function.name().name());
        }
        Optional<StoredFunction> found = on.functions().find(function.name());
        try {
            return found.orElseThrow(Mappings::missing)
                    .version(function.qualifier())
                    .shape()
                    .role();
        } catch (NotFound _) {
            throw new InvalidParameter("Function does not exist");
        }
    }

    private void requireSource(Home home, String arn) {
        EventSource source = EventSource.parse(arn);
        boolean near =
                source.stream().account().equals(home.account())
                        && source.stream().region().equals(home.region());
        try {
            if (!near || !on.streams().state(source.stream()).active()) {
                throw new InvalidParameter("Stream not found: " + source.stream());
            }
            source.consumerArn().ifPresent(on.consumers()::tags);
        } catch (DataStreamNotFound _) {
            throw new InvalidParameter("Stream not found: " + source.stream());
        } catch (ConsumerNotFound _) {
            throw new InvalidParameter("Consumer not found: " + arn);
        }
    }

    private EventSourceMappingConfiguration answered(StoredMapping mapping) {
        EventSourceMappingConfiguration answer = shown(mapping);
        on.background().execute(() -> attempt(mapping.uuid(), () -> settle(mapping.uuid())));
        return answer;
    }

    private void attempt(String uuid, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("event source mapping {} is left as it is until the next start", uuid, e);
        }
    }

    private void resume(StoredMapping mapping) {
        switch (mapping.state()) {
            case ENABLED -> work(mapping);
            case DISABLED -> {}
            case CREATING, ENABLING, UPDATING, DISABLING, DELETING -> settle(mapping.uuid());
        }
    }

    private void settle(String uuid) {
        Optional<StoredMapping> found = stored.find(uuid);
        if (found.isEmpty() || found.get().state().isSettled()) {
            return;
        }
        StoredMapping mapping = found.get();
        if (mapping.state() == MappingState.DELETING) {
            working.remove(uuid);
            on.engine().remove(uuid);
            stored.remove(uuid);
            return;
        }
        if (mapping.enabled()) {
            work(mapping);
        } else {
            working.remove(uuid);
            on.engine().stop(uuid);
        }
        stored.change(
                uuid,
                before ->
                        before.with(touched(before))
                                .with(MappingState.settled(before.enabled()), before.enabled()));
    }

    private void work(StoredMapping mapping) {
        Mapping form = MappingForms.mapping(current(mapping));
        if (working.contains(mapping.uuid())) {
            on.engine().change(form);
        } else {
            on.engine().start(form);
            working.add(mapping.uuid());
        }
    }

    /// With the role that the function has now; a function that is gone had one.
    private StoredMapping current(StoredMapping mapping) {
        try {
            return mapping.withInvoker(
                    role(FunctionReference.ofArn(mapping.shape().functionArn())));
        } catch (InvalidParameter _) {
            return mapping;
        }
    }

    private EventSourceMappingConfiguration touched(StoredMapping mapping) {
        return mapping.shape().toBuilder().lastModified(now()).build();
    }

    private EventSourceMappingConfiguration shown(StoredMapping mapping) {
        return mapping.shape().toBuilder()
                .state(mapping.state().shown())
                .lastProcessingResult(on.engine().lastResult(mapping.uuid()))
                .build();
    }

    private Instant now() {
        return on.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
