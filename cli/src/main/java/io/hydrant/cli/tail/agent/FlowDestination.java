package io.hydrant.cli.tail.agent;

/// Where a flow sends its records.
public sealed interface FlowDestination {
    /// The agent's name of it, part of the flow's id.
    String id();

    /// Bounds of a record and of a batch, as the agent has them.
    Bounds bounds();

    /// @param recordBytes of one record; for data streams with its partition key
    /// @param batchBytes of one batch; also what is read of a file at once
    record Bounds(int recordBytes, int batchBytes) {}

    /// A data stream.
    record Stream(String name, PartitionKeys partitionKeys) implements FlowDestination {
        @Override
        public String id() {
            return "kinesis:" + name;
        }

        @Override
        public Bounds bounds() {
            return new Bounds(1024 * 1024, 5 * 1024 * 1024);
        }
    }

    /// A delivery stream.
    ///
    /// @param aggregatedBytes lines are joined to records of up to this size; 0 for a record each
    record DeliveryStream(String name, int aggregatedBytes) implements FlowDestination {
        @Override
        public String id() {
            return "fh:" + name;
        }

        @Override
        public Bounds bounds() {
            return new Bounds(1000 * 1024, 4 * 1024 * 1024);
        }
    }

    /// The agent's `partitionKeyOption`.
    enum PartitionKeys {
        /// Records go to shards by chance.
        RANDOM,
        /// Equal records go to the same shard.
        DETERMINISTIC
    }
}
