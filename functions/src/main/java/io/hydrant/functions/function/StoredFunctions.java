package io.hydrant.functions.function;

import io.hydrant.control.NameRange;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceScope;
import io.hydrant.control.ResourceStore;
import io.hydrant.functions.refusal.Conflict;
import io.hydrant.functions.refusal.NotFound;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// All functions, in memory and in the store. Safe for use by many threads.
///
/// A row per function, and one per published version under the function's id. Reads take no lock;
/// changes are made one after the other, each in one transaction of the store.
public final class StoredFunctions {
    private static final String FUNCTION = "lambda.function";
    private static final String VERSION = "lambda.version";
    private static final int CHUNK = 1_000;

    private final ReentrantLock turn = new ReentrantLock();
    private final ConcurrentHashMap<FunctionName, StoredFunction> functions =
            new ConcurrentHashMap<>();
    private final ResourceStore store;

    private StoredFunctions(ResourceStore store) {
        this.store = store;
    }

    /// Reads what is stored, and clears versions whose function is gone.
    public static StoredFunctions open(ResourceStore store) {
        StoredFunctions functions = new StoredFunctions(store);
        Set<String> ids = new HashSet<>();
        for (ResourceKey key : store.keys(FUNCTION)) {
            store.find(key).ifPresent(row -> ids.add(functions.load(row).id()));
        }
        List<ResourceChange> orphans = new ArrayList<>();
        for (ResourceKey key : store.keys(VERSION)) {
            if (!ids.contains(key.name().substring(0, key.name().indexOf('/')))) {
                orphans.add(new ResourceChange.Discard(key));
            }
        }
        functions.applyAll(orphans);
        return functions;
    }

    private StoredFunction load(Resource row) {
        ResourceScope scope = new ResourceScope(VERSION, row.key().account(), row.key().region());
        String id = FunctionJson.function(row, new TreeMap<>()).id();
        SortedMap<Long, StoredVersion> published = new TreeMap<>();
        NameRange range = new NameRange(id + "/", id + "0");
        List<Resource> chunk = store.list(scope, range, CHUNK);
        while (!chunk.isEmpty()) {
            for (Resource version : chunk) {
                String number = version.name().substring(id.length() + 1);
                published.put(Long.parseLong(number), FunctionJson.version(version));
            }
            range = range.startingAfter(chunk.getLast().name());
            chunk = store.list(scope, range, CHUNK);
        }
        StoredFunction function = FunctionJson.function(row, published);
        functions.put(function.name(), function);
        return function;
    }

    public Optional<StoredFunction> find(FunctionName name) {
        return Optional.ofNullable(functions.get(name));
    }

    /// @throws NotFound when there is none of this name
    public StoredFunction require(FunctionName name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    private static NotFound missing(FunctionName name) {
        return new NotFound("Function not found: " + name.arn());
    }

    /// Functions of an account in a region, in order of their names.
    public List<StoredFunction> list(FunctionReference.Home home) {
        return functions.values().stream()
                .filter(one -> one.name().account().equals(home.account()))
                .filter(one -> one.name().region().equals(home.region()))
                .sorted((a, b) -> a.name().name().compareTo(b.name().name()))
                .toList();
    }

    /// Of all accounts and regions, in no order.
    public Collection<StoredFunction> all() {
        return List.copyOf(functions.values());
    }

    /// @throws Conflict when there is one of this name
    public void create(StoredFunction function) {
        turn.lock();
        try {
            if (functions.containsKey(function.name())) {
                throw new Conflict("Function already exist: " + function.name().name());
            }
            List<ResourceChange> changes = new ArrayList<>();
            changes.add(new ResourceChange.Create(key(function), content(function)));
            function.published()
                    .forEach((number, version) -> changes.add(added(function, number, version)));
            store.apply(changes);
            functions.put(function.name(), function.at(1));
        } finally {
            turn.unlock();
        }
    }

    /// Replaces a function by what `step` makes of it.
    ///
    /// @param step refuses by throwing; nothing changes then
    /// @return the function as it is then
    /// @throws NotFound when there is none of this name
    public StoredFunction change(FunctionName name, UnaryOperator<StoredFunction> step) {
        turn.lock();
        try {
            StoredFunction before = require(name);
            StoredFunction after = step.apply(before);
            List<ResourceChange> changes = new ArrayList<>();
            changes.add(new ResourceChange.Update(key(after), before.revision(), content(after)));
            after.published()
                    .forEach(
                            (number, version) -> {
                                if (!before.published().containsKey(number)) {
                                    changes.add(added(after, number, version));
                                }
                            });
            for (Long number : before.published().keySet()) {
                if (!after.published().containsKey(number)) {
                    changes.add(new ResourceChange.Discard(versionKey(after, number)));
                }
            }
            store.apply(changes);
            StoredFunction stored = after.at(before.revision() + 1);
            functions.put(name, stored);
            return stored;
        } finally {
            turn.unlock();
        }
    }

    /// Removes a function with all that it has.
    ///
    /// @throws NotFound when there is none of this name
    public StoredFunction delete(FunctionName name) {
        turn.lock();
        try {
            StoredFunction gone = require(name);
            store.delete(key(gone), gone.revision());
            functions.remove(name);
            List<ResourceChange> versions = new ArrayList<>();
            gone.published()
                    .keySet()
                    .forEach(
                            number ->
                                    versions.add(
                                            new ResourceChange.Discard(versionKey(gone, number))));
            applyAll(versions); // what a crash leaves is cleared at the next start
            return gone;
        } finally {
            turn.unlock();
        }
    }

    private void applyAll(List<ResourceChange> changes) {
        for (int i = 0; i < changes.size(); i += CHUNK) {
            store.apply(changes.subList(i, Math.min(i + CHUNK, changes.size())));
        }
    }

    private static ResourceChange added(StoredFunction of, Long number, StoredVersion version) {
        return new ResourceChange.Create(
                versionKey(of, number), ResourceContent.of(FunctionJson.write(version)));
    }

    private static ResourceKey key(StoredFunction function) {
        FunctionName name = function.name();
        return new ResourceKey(FUNCTION, name.account(), name.region(), name.name());
    }

    private static ResourceKey versionKey(StoredFunction function, long number) {
        FunctionName name = function.name();
        return new ResourceKey(
                VERSION,
                name.account(),
                name.region(),
                "%s/%019d".formatted(function.id(), number));
    }

    private static ResourceContent content(StoredFunction function) {
        return ResourceContent.of(FunctionJson.write(function), function.settings().tags());
    }
}
