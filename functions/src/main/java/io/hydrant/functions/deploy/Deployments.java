package io.hydrant.functions.deploy;

import io.hydrant.functions.code.CodeStore;
import io.hydrant.functions.code.StoredCode;
import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.FunctionSettings;
import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.function.StoredVersion;
import io.hydrant.functions.layer.Layers;
import io.hydrant.functions.layer.StoredLayerVersion;
import io.hydrant.functions.refusal.Conflict;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.RevisionMismatch;
import io.hydrant.functions.runtime.FunctionRunner;

import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/// Creates, changes, publishes and removes functions. Safe for use by many threads.
///
/// ```
/// create ── Pending ──▶ Active          update ── InProgress ──▶ Successful
/// ```
///
/// Both steps are made in the background; after a restart nothing is pending.
public final class Deployments {
    private static final String REASON = "The function is being created.";
    private static final String REASON_CODE = "Creating";

    private final StoredFunctions functions;
    private final Layers layers;
    private final CodeStore code;
    private final Surroundings surroundings;
    private final Map<String, Step> pending = new ConcurrentHashMap<>();

    /// What is not done yet of a function.
    private enum Step {
        CREATION,
        UPDATE
    }

    /// @param background carries out what is left after an answer
    public record Surroundings(FunctionRunner runner, Executor background, InstantSource clock) {}

    public Deployments(
            StoredFunctions functions, Layers layers, CodeStore code, Surroundings surroundings) {
        this.functions = functions;
        this.layers = layers;
        this.code = code;
        this.surroundings = surroundings;
    }

    /// A function to be.
    ///
    /// @param shape with all that the client and the defaults say
    public record Draft(
            FunctionName name,
            FunctionConfiguration shape,
            StoredCode code,
            List<StoredLayerVersion> layers,
            SortedMap<String, String> tags) {}

    /// @param publish whether its first version is published with it
    /// @return what the service answers
    /// @throws Conflict when there is one of this name
    public FunctionConfiguration create(Draft draft, boolean publish) {
        requireRunnable(draft.shape().runtimeAsString());
        requireRoom(draft.code().unpackedBytes(), VersionShapes.shas(draft.layers()));
        FunctionName name = draft.name();
        FunctionConfiguration packed =
                VersionShapes.withCode(
                        VersionShapes.withLayers(draft.shape(), draft.layers()), draft.code());
        FunctionConfiguration shape =
                VersionShapes.stamped(packed, now()).toBuilder()
                        .functionName(name.name())
                        .functionArn(name.arn().toString())
                        .version(FunctionReference.LATEST)
                        .state(State.ACTIVE)
                        .lastUpdateStatus(LastUpdateStatus.SUCCESSFUL)
                        .build();
        StoredVersion latest =
                new StoredVersion(
                        shape, draft.code().sha(), VersionShapes.shas(draft.layers()), "");
        StoredFunction function =
                new StoredFunction(
                        name,
                        UUID.randomUUID().toString(),
                        0,
                        latest,
                        new TreeMap<>(),
                        FunctionSettings.ofNew(draft.tags()));
        StoredFunction stored = publish ? published(function, Optional.empty()) : function;
        pending.put(stored.id(), Step.CREATION);
        try {
            functions.create(stored);
        } catch (RuntimeException e) {
            pending.remove(stored.id());
            throw e;
        }
        FunctionConfiguration answer =
                shown(stored, publish ? stored.published().get(1L) : stored.latest());
        surroundings.background().execute(() -> pending.remove(stored.id()));
        return answer;
    }

    /// Replaces the code of `$LATEST`.
    ///
    /// @param revision what the caller believes it to be at
    /// @param change of what an update of code may change beside it
    public FunctionConfiguration updateCode(
            FunctionName name,
            Optional<String> revision,
            StoredCode next,
            UnaryOperator<FunctionConfiguration> change) {
        return update(
                name,
                revision,
                before -> {
                    requireRoom(next.unpackedBytes(), before.layerShas());
                    return new StoredVersion(
                            VersionShapes.withCode(change.apply(before.shape()), next),
                            next.sha(),
                            before.layerShas(),
                            "");
                });
    }

    /// What an update of code would be answered with; nothing changes.
    public FunctionConfiguration rehearseCode(
            FunctionName name, Optional<String> revision, StoredCode next) {
        StoredFunction function = functions.require(name);
        requireRevision(function.latest().shape().revisionId(), revision);
        requireRoom(next.unpackedBytes(), function.latest().layerShas());
        return VersionShapes.withCode(shown(function, function.latest()), next);
    }

    /// Replaces the configuration of `$LATEST`.
    ///
    /// @param layered the layers to have then; empty to leave them as they are
    public FunctionConfiguration updateConfiguration(
            FunctionName name,
            Optional<String> revision,
            Optional<List<StoredLayerVersion>> layered,
            UnaryOperator<FunctionConfiguration> change) {
        return update(
                name,
                revision,
                before -> {
                    FunctionConfiguration shape = change.apply(before.shape());
                    requireRunnable(shape.runtimeAsString());
                    if (layered.isEmpty()) {
                        return before.with(shape);
                    }
                    requireRoom(
                            code.unpackedBytes(before.codeSha()),
                            VersionShapes.shas(layered.get()));
                    return new StoredVersion(
                            VersionShapes.withLayers(shape, layered.get()),
                            before.codeSha(),
                            VersionShapes.shas(layered.get()),
                            "");
                });
    }

    private FunctionConfiguration update(
            FunctionName name, Optional<String> revision, UnaryOperator<StoredVersion> change) {
        StoredFunction changed =
                functions.change(
                        name,
                        before -> {
                            requireSettled(before);
                            requireRevision(before.latest().shape().revisionId(), revision);
                            StoredVersion next = change.apply(before.latest());
                            return before.with(
                                    next.with(VersionShapes.stamped(next.shape(), now())));
                        });
        pending.put(changed.id(), Step.UPDATE);
        FunctionConfiguration answer = shown(changed, changed.latest());
        surroundings
                .background()
                .execute(
                        () -> {
                            pending.remove(changed.id());
                            surroundings.runner().retireOthers(runnable(changed));
                        });
        return answer;
    }

    private void requireSettled(StoredFunction function) {
        if (pending.containsKey(function.id())) {
            throw new Conflict(
                    "The operation cannot be performed at this time. An update is in progress for"
                            + " resource: "
                            + function.name().arn());
        }
    }

    /// @throws RevisionMismatch when the caller believes something else
    public static void requireRevision(String actual, Optional<String> believed) {
        if (believed.isPresent() && !believed.get().equals(actual)) {
            throw new RevisionMismatch();
        }
    }

    /// What publishing asks for.
    ///
    /// @param codeSha what the caller believes `$LATEST` to have
    /// @param description of the version; that of `$LATEST` when empty
    public record Publication(
            Optional<String> codeSha, Optional<String> description, Optional<String> revision) {}

    /// Makes a version of what was just updated.
    public FunctionConfiguration publishUpdated(FunctionName name) {
        return published(
                name, new Publication(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /// Makes a version of `$LATEST` as it is, unless the newest version is that already.
    ///
    /// @throws Conflict while an update is under way
    public FunctionConfiguration publish(FunctionName name, Publication publication) {
        requireSettled(functions.require(name));
        return published(name, publication);
    }

    private FunctionConfiguration published(FunctionName name, Publication publication) {
        StoredFunction changed =
                functions.change(
                        name,
                        before -> {
                            FunctionConfiguration latest = before.latest().shape();
                            requireRevision(latest.revisionId(), publication.revision());
                            DeploymentRules.requireSha(latest.codeSha256(), publication.codeSha());
                            return unchanged(before)
                                    ? before
                                    : published(before, publication.description());
                        });
        return shown(changed, changed.published().lastEntry().getValue());
    }

    private static boolean unchanged(StoredFunction function) {
        return !function.published().isEmpty()
                && function.published()
                        .lastEntry()
                        .getValue()
                        .basis()
                        .equals(VersionShapes.basis(function.latest()));
    }

    private StoredFunction published(StoredFunction function, Optional<String> description) {
        long number = function.settings().nextVersion();
        StoredVersion latest = function.latest();
        FunctionConfiguration.Builder shape =
                latest.shape().toBuilder()
                        .version(Long.toString(number))
                        .functionArn(function.name().arn() + ":" + number)
                        .revisionId(UUID.randomUUID().toString());
        description.ifPresent(shape::description);
        TreeMap<Long, StoredVersion> versions = new TreeMap<>(function.published());
        versions.put(
                number,
                new StoredVersion(
                        shape.build(),
                        latest.codeSha(),
                        latest.layerShas(),
                        VersionShapes.basis(latest)));
        return function.with(versions).with(function.settings().withNextVersion(number + 1));
    }

    /// Removes a function with all its versions.
    public void delete(FunctionName name) {
        StoredFunction gone = functions.delete(name);
        pending.remove(gone.id());
        surroundings.runner().retire(runnable(gone));
        gone.published()
                .values()
                .forEach(version -> surroundings.runner().retire(runnable(gone, version)));
    }

    /// Removes a published version.
    public void deleteVersion(FunctionName name, String qualifier) {
        if (qualifier.equals(FunctionReference.LATEST)) {
            throw new InvalidParameter(
                    "$LATEST version cannot be deleted without deleting the function.");
        }
        StoredFunction before = functions.require(name);
        if (before.settings().aliases().containsKey(qualifier)) {
            throw new InvalidParameter("Deletion of aliases is not currently supported.");
        }
        StoredVersion version = before.version(Optional.of(qualifier));
        functions.change(
                name,
                function -> {
                    function.version(Optional.of(qualifier));
                    DeploymentRules.requireUnreferenced(function, qualifier);
                    TreeMap<Long, StoredVersion> rest = new TreeMap<>(function.published());
                    rest.remove(Long.parseLong(qualifier));
                    return function.with(rest)
                            .with(
                                    function.settings()
                                            .withoutPolicy(qualifier)
                                            .withoutEventConfig(qualifier));
                });
        surroundings.runner().retire(runnable(before, version));
    }

    /// A version as the service shows it now.
    public FunctionConfiguration shown(StoredFunction function, StoredVersion version) {
        Step step = pending.get(function.id());
        FunctionConfiguration.Builder shape = version.shape().toBuilder();
        if (step == Step.CREATION) {
            shape.state(State.PENDING).stateReason(REASON).stateReasonCode(REASON_CODE);
            shape.lastUpdateStatus((LastUpdateStatus) null);
        } else if (step == Step.UPDATE && version == function.latest()) {
            shape.lastUpdateStatus(LastUpdateStatus.IN_PROGRESS)
                    .lastUpdateStatusReason(REASON)
                    .lastUpdateStatusReasonCode(REASON_CODE);
        }
        return shape.build();
    }

    /// Clears packages that nobody has any more.
    public void sweep() {
        Set<String> needed = new HashSet<>();
        for (StoredFunction function : functions.all()) {
            needed(function.latest(), needed);
            function.published().values().forEach(version -> needed(version, needed));
        }
        layers.all().forEach(version -> needed.add(version.code().sha()));
        code.sweep(needed);
    }

    private static void needed(StoredVersion version, Set<String> needed) {
        needed.add(version.codeSha());
        needed.addAll(version.layerShas());
    }

    private FunctionVersion runnable(StoredFunction function) {
        return runnable(function, function.latest());
    }

    private FunctionVersion runnable(StoredFunction function, StoredVersion version) {
        return RunnableVersions.of(function, version, version.shape().functionArn(), code);
    }

    private void requireRoom(long unpackedBytes, List<String> layerShas) {
        long all = unpackedBytes + layerShas.stream().mapToLong(code::unpackedBytes).sum();
        if (all > CodeStore.UNPACKED_BYTES_MAX) {
            throw new InvalidParameter(
                    "Unzipped size must be smaller than "
                            + CodeStore.UNPACKED_BYTES_MAX
                            + " bytes");
        }
    }

    private void requireRunnable(String runtime) {
        Runtimes.require(runtime);
        surroundings
                .runner()
                .lacking(runtime)
                .ifPresent(
                        reason -> {
                            throw new InvalidParameter(reason);
                        });
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
