package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.jq.MetadataQuery;
import io.hydrant.delivery.jq.QueryResult;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.partition.PartitionScheme;
import io.hydrant.delivery.partition.Prefixes;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.Partitioning;
import io.hydrant.delivery.source.SplitFrame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Finds the partitions of records by one plan. For one thread.
///
/// Source: Firehose Developer Guide, dynamic partitioning. Texts of refusals that it does not give
/// are ours; all of them go to one folder, as no other is known.
final class PartitionFinder {
    static final ErrorOutput OUTPUT = ErrorOutput.METADATA_EXTRACTION_FAILED;

    static final Reason TOO_LONG =
            new Reason(
                    QueryResult.FAILED,
                    "Length of evaluated prefix cannot be greater than 512 characters, or 744"
                            + " bytes in UTF-8");

    /// Stores take it in keys, but HTTP servers refuse paths with it: nobody could read the object.
    private static final Reason NUL =
            new Reason(QueryResult.FAILED, "Evaluated prefix cannot contain the character U+0000");

    /// Source: Amazon S3 User Guide, object keys with relative path elements.
    private static final Reason CLIMBING =
            new Reason(
                    QueryResult.FAILED,
                    "Evaluated prefix cannot have more elements '..' than elements before them");

    private static final Reason MISSING =
            new Reason(QueryResult.FAILED, "partitionKeys values must not be null or empty");

    /// Of the 1,024 bytes of a key, an object's name with the longest extension may take 280.
    private static final int PREFIX_BYTES_MAX = 744;

    private final Optional<MetadataQuery> query;
    private final DeliveryPlan plan;
    private final Prefixes prefixes;
    private final PartitionScheme scheme;
    private final ActivePartitions.Share active;

    /// Only lengths are looked at.
    private final RandomGenerator random = new SplittableRandom(0);

    /// @param plan is partitioned
    PartitionFinder(DeliveryPlan plan, ActivePartitions.Share active) {
        this.plan = plan;
        this.query = plan.partitioning().flatMap(Partitioning::query).map(MetadataQuery::compile);
        this.prefixes = Prefixes.parse(plan.main().prefix(), plan.main().errorPrefix());
        this.scheme = PartitionScheme.of(prefixes);
        this.active = active;
    }

    /// Where a record of the main track belongs.
    Assignment find(SplitFrame frame, int record) {
        List<String> values = new ArrayList<>(4);
        if (!scheme.queryKeys().isEmpty() && query.isPresent()) {
            switch (active.query(query.get(), frame.data(record))) {
                case QueryResult.Failed(String code, String message) -> {
                    return new Assignment.Refused(OUTPUT, new Reason(code, message));
                }
                case QueryResult.Keys(Map<String, String> keys) ->
                        add(scheme.queryKeys(), keys, values);
            }
        }
        add(scheme.lambdaKeys(), frame.partitionKeys(record), values);
        return values.size() < scheme.queryKeys().size() + scheme.lambdaKeys().size()
                ? new Assignment.Refused(OUTPUT, MISSING)
                : new Assignment.To(new BufferKey.Partition(values));
    }

    /// Where a record goes that belongs to a partition which is not open: the partition is active
    /// from now on, unless it must not be.
    Assignment begin(BufferKey.Partition key, SplitFrame frame) {
        String prefix =
                prefixes.evaluate(
                        frame.arrival(), plan.main().zone(), random, scheme.keys(key.values()));
        if (prefix.length() > Prefixes.EVALUATED_CHARS_MAX
                || ObjectKeys.bytes(prefix) > PREFIX_BYTES_MAX) {
            return new Assignment.Refused(OUTPUT, TOO_LONG);
        }
        if (prefix.indexOf('\0') >= 0) {
            return new Assignment.Refused(OUTPUT, NUL);
        }
        if (ObjectKeys.climbs(prefix)) {
            return new Assignment.Refused(OUTPUT, CLIMBING);
        }
        return active.begin(plan.versionId(), key)
                ? new Assignment.To(key)
                : new Assignment.Refused(OUTPUT, active.limitExceeded());
    }

    /// Adds the values of keys that have one.
    private static void add(List<String> names, Map<String, String> keys, List<String> values) {
        for (String name : names) {
            String value = keys.getOrDefault(name, "");
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
    }
}
