package io.hydrant.query.workgroup;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.catalog.store.StoredJson;
import io.hydrant.control.NameRange;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceExists;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceMissing;
import io.hydrant.control.ResourceStore;
import io.hydrant.control.RevisionConflict;
import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.store.RowType;
import io.hydrant.query.store.TagRules;

import software.amazon.awssdk.services.athena.model.WorkGroup;
import software.amazon.awssdk.services.athena.model.WorkGroupConfiguration;
import software.amazon.awssdk.services.athena.model.WorkGroupState;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The work groups of all accounts and regions. Safe for use by many threads.
public final class WorkGroups {
    /// The one that is always there, and that requests mean which name none.
    public static final String PRIMARY = "primary";

    /// Of an account in a region.
    private static final int COUNT_MAX = 1000;

    private final ResourceStore store;
    private final InstantSource clock;

    public WorkGroups(ResourceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// @param configuration complete, as [WorkGroupRules#created] gives it
    /// @throws InvalidRequest when the name is taken, or there are too many
    public StoredWorkGroup create(QueryScope scope, WorkGroup shape, Map<String, String> tags) {
        if (store.names(scope.rows(RowType.WORK_GROUP), QueryScope.ALL, COUNT_MAX).size()
                == COUNT_MAX) {
            throw new InvalidRequest(
                    "There are %,d work groups already, which is the limit.".formatted(COUNT_MAX));
        }
        WorkGroup made =
                shape.toBuilder()
                        .state(WorkGroupState.ENABLED)
                        .creationTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .build();
        if (shape.name().equals(PRIMARY)) {
            throw taken(PRIMARY);
        }
        try {
            return read(
                    store.create(
                            key(scope, shape.name()),
                            content(made, TagRules.added(new TreeMap<>(), tags))));
        } catch (ResourceExists _) {
            throw taken(shape.name());
        }
    }

    private static InvalidRequest taken(String name) {
        return new InvalidRequest("WorkGroup " + name + " is already created");
    }

    public Optional<StoredWorkGroup> find(QueryScope scope, String name) {
        Optional<StoredWorkGroup> found = store.find(key(scope, name)).map(WorkGroups::read);
        return found.isEmpty() && name.equals(PRIMARY) ? Optional.of(makePrimary(scope)) : found;
    }

    private StoredWorkGroup makePrimary(QueryScope scope) {
        WorkGroup shape =
                WorkGroup.builder()
                        .name(PRIMARY)
                        .state(WorkGroupState.ENABLED)
                        .creationTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .configuration(
                                WorkGroupRules.created(
                                        WorkGroupConfiguration.builder()
                                                .enforceWorkGroupConfiguration(false)
                                                .publishCloudWatchMetricsEnabled(false)
                                                .build()))
                        .build();
        try {
            return read(store.create(key(scope, PRIMARY), content(shape, new TreeMap<>())));
        } catch (ResourceExists _) {
            return read(store.find(key(scope, PRIMARY)).orElseThrow());
        }
    }

    /// @throws InvalidRequest when there is none of this name
    public StoredWorkGroup require(QueryScope scope, String name) {
        return find(scope, name).orElseThrow(() -> InvalidRequest.noWorkGroup(name));
    }

    /// @param after empty to start at the first
    public WorkGroupPage list(QueryScope scope, String after, int limit) {
        find(scope, PRIMARY);
        NameRange range = after.isEmpty() ? QueryScope.ALL : QueryScope.ALL.startingAfter(after);
        List<StoredWorkGroup> found =
                store.list(scope.rows(RowType.WORK_GROUP), range, limit + 1).stream()
                        .map(WorkGroups::read)
                        .toList();
        return found.size() <= limit
                ? new WorkGroupPage(found, Optional.empty())
                : new WorkGroupPage(
                        found.subList(0, limit), Optional.of(found.get(limit - 1).name()));
    }

    /// @param step may be asked again when somebody else was faster
    /// @throws InvalidRequest when there is none of this name
    public StoredWorkGroup update(QueryScope scope, String name, UnaryOperator<WorkGroup> step) {
        return change(scope, name, before -> before.with(step.apply(before.shape())));
    }

    /// @throws InvalidRequest when there is none of this name
    public void retag(
            QueryScope scope, String name, UnaryOperator<SortedMap<String, String>> step) {
        change(scope, name, before -> before.with(step.apply(before.tags())));
    }

    private StoredWorkGroup change(
            QueryScope scope, String name, UnaryOperator<StoredWorkGroup> step) {
        while (true) {
            StoredWorkGroup before = require(scope, name);
            StoredWorkGroup after = step.apply(before);
            try {
                return read(
                        store.update(
                                key(scope, name),
                                before.revision(),
                                content(after.shape(), after.tags())));
            } catch (RevisionConflict | ResourceMissing _) {
                // somebody else was faster: look again
            }
        }
    }

    /// @throws InvalidRequest when there is none of this name, or it is `primary`
    public void delete(QueryScope scope, String name) {
        if (name.equals(PRIMARY)) {
            throw new InvalidRequest("The primary workgroup cannot be deleted.");
        }
        try {
            store.delete(key(scope, name), require(scope, name).revision());
        } catch (RevisionConflict _) {
            delete(scope, name);
        } catch (ResourceMissing _) {
            throw InvalidRequest.noWorkGroup(name);
        }
    }

    private static ResourceKey key(QueryScope scope, String name) {
        return scope.key(RowType.WORK_GROUP, name);
    }

    private static ResourceContent content(WorkGroup shape, SortedMap<String, String> tags) {
        return ResourceContent.of(StoredJson.write(shape.name(), shape).toString(), tags);
    }

    private static StoredWorkGroup read(Resource row) {
        ObjectNode root = StoredJson.read(row);
        return new StoredWorkGroup(
                StoredJson.shape(root, WorkGroup.builder()), row.content().tags(), row.revision());
    }
}
