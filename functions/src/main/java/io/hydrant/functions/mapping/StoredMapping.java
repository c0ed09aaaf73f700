package io.hydrant.functions.mapping;

import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.kernel.name.Arn;

import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// An event source mapping as it is kept, at one moment: never changes.
///
/// @param revision of its row
/// @param shape as the service shows it, but for its state and how its work went
/// @param enabled whether it works, or will once what was asked for is done
/// @param created when it was
/// @param invoker ARN of the role that the function had when the mapping last named it
public record StoredMapping(
        Home home,
        String uuid,
        long revision,
        EventSourceMappingConfiguration shape,
        MappingState state,
        boolean enabled,
        Instant created,
        String invoker,
        SortedMap<String, String> tags) {
    public StoredMapping {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    public static Arn arn(Home home, String uuid) {
        return Arn.of("lambda", home.region(), home.account(), "event-source-mapping:" + uuid);
    }

    StoredMapping with(MappingState other, boolean works) {
        return new StoredMapping(home, uuid, revision, shape, other, works, created, invoker, tags);
    }

    StoredMapping with(EventSourceMappingConfiguration other) {
        return new StoredMapping(
                home, uuid, revision, other, state, enabled, created, invoker, tags);
    }

    StoredMapping with(SortedMap<String, String> others) {
        return new StoredMapping(
                home, uuid, revision, shape, state, enabled, created, invoker, others);
    }

    StoredMapping withInvoker(String role) {
        return new StoredMapping(home, uuid, revision, shape, state, enabled, created, role, tags);
    }

    StoredMapping at(long row) {
        return new StoredMapping(home, uuid, row, shape, state, enabled, created, invoker, tags);
    }
}
