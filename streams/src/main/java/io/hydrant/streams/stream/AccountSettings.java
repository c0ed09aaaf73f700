package io.hydrant.streams.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.InvalidStreamArgument;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/// What is set for an account in a region, in the resource store:
///
///     {"format": 1, "commitmentStarted": 1789012345678, "commitmentEnd": 1789012345678}
///
/// Both times are milliseconds since 1970 and may be absent. Safe for use by many threads; a lock
/// is held while a change is written.
public final class AccountSettings {
    private static final String TYPE = "kinesis.account";
    private static final String NAME = "settings";
    private static final int FORMAT = 1;
    private static final String STARTED = "commitmentStarted";
    private static final String END = "commitmentEnd";

    private final ReentrantLock turn = new ReentrantLock();
    private final ResourceStore store;
    private final InstantSource clock;

    public AccountSettings(ResourceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public BillingCommitment commitment(AccountId account, Region region) {
        return store.find(key(account, region))
                .map(AccountSettings::read)
                .orElse(BillingCommitment.NEVER);
    }

    public BillingCommitment enableCommitment(AccountId account, Region region) {
        return change(account, region, BillingCommitment::enabled);
    }

    /// Ends it, at the earliest when it has lasted 24 hours.
    public BillingCommitment disableCommitment(AccountId account, Region region) {
        return change(account, region, BillingCommitment::disabled);
    }

    /// @throws InvalidStreamArgument when a warm throughput is asked for without a commitment
    public void requireCommitment(AccountId account, Region region, OptionalInt warmMibps) {
        if (warmMibps.isPresent() && !commitment(account, region).holds(clock.instant())) {
            throw new InvalidStreamArgument(
                    ("Warm throughput needs MinimumThroughputBillingCommitment enabled for "
                                    + "account %s in %s.")
                            .formatted(account, region));
        }
    }

    private BillingCommitment change(
            AccountId account,
            Region region,
            BiFunction<BillingCommitment, Instant, BillingCommitment> step) {
        ResourceKey key = key(account, region);
        turn.lock();
        try {
            Optional<Resource> found = store.find(key);
            BillingCommitment before =
                    found.map(AccountSettings::read).orElse(BillingCommitment.NEVER);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            BillingCommitment after = step.apply(before, now);
            if (found.isPresent()) {
                store.update(key, found.get().revision(), write(after));
            } else {
                store.create(key, write(after));
            }
            return after;
        } finally {
            turn.unlock();
        }
    }

    private static ResourceKey key(AccountId account, Region region) {
        return new ResourceKey(TYPE, account, region, NAME);
    }

    private static ResourceContent write(BillingCommitment commitment) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT);
        commitment.started().ifPresent(at -> root.put(STARTED, at.toEpochMilli()));
        commitment.end().ifPresent(at -> root.put(END, at.toEpochMilli()));
        return ResourceContent.of(root.toString());
    }

    private static BillingCommitment read(Resource resource) {
        JsonNode root = StoredForm.parse(resource.body());
        if (root.path("format").asInt() != FORMAT) {
            throw new IllegalStateException(
                    resource.key() + " is stored in format " + root.path("format"));
        }
        return new BillingCommitment(time(root, STARTED), time(root, END));
    }

    private static Optional<Instant> time(JsonNode root, String name) {
        return root.has(name)
                ? Optional.of(Instant.ofEpochMilli(root.get(name).asLong()))
                : Optional.empty();
    }
}
