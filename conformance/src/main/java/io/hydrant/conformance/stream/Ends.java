package io.hydrant.conformance.stream;

import software.amazon.awssdk.services.kinesis.model.ChildShard;

import java.util.List;

/// What the end of a shard must tell, or a Kinesis Client Library would not believe it.
final class Ends {
    private Ends() {}

    /// @throws IllegalStateException when the end tells no children, or not all of them
    static List<ChildShard> children(String shardId, List<ChildShard> told) {
        boolean complete =
                !told.isEmpty()
                        && told.stream()
                                .allMatch(
                                        child ->
                                                child.shardId() != null
                                                        && child.hashKeyRange() != null
                                                        && child.parentShards().contains(shardId));
        if (!complete) {
            throw new IllegalStateException(shardId + " ended with the children " + told);
        }
        return told;
    }
}
