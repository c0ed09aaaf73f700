package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Configurations whose records go to hundreds of partitions.
enum FaultScenario {
    /// JSON values, several to a record that is put, by a query.
    JSON_BY_QUERY(false, false, false),
    /// Lines, several to a record that is put, by keys that a function gives.
    LINES_BY_FUNCTION(false, true, false),
    /// What CloudWatch Logs sends, compressed, by a query.
    LOGS_BY_QUERY(false, false, false),
    /// Rows of files, by a query.
    ROWS_BY_QUERY(false, false, true),
    /// The same of a table so wide that the ledger's snapshots have several parts.
    WIDE_ROWS_BY_QUERY(false, false, true),
    /// User records of aggregates from shards that are split and merged, by a query.
    AGGREGATES_BY_QUERY(true, false, false),
    /// The same as rows of files, by keys that a function gives.
    AGGREGATES_BY_FUNCTION(true, true, true);

    private static final String BY_QUERY = "!{partitionKeyFromQuery:c}/";
    private static final String BY_FUNCTION = "!{partitionKeyFromLambda:k}/";
    static final SubRecordRules LINES =
            new SubRecordRules(false, false, Optional.of(new DeAggregation.Delimited("Cg==")));
    static final SubRecordRules JSON =
            new SubRecordRules(false, false, Optional.of(new DeAggregation.Json()));
    private static final SubRecordRules LOGS =
            new SubRecordRules(true, true, Optional.of(new DeAggregation.Json()));

    private final boolean reading;
    private final boolean transforming;
    private final boolean converting;

    FaultScenario(boolean reading, boolean transforming, boolean converting) {
        this.reading = reading;
        this.transforming = transforming;
        this.converting = converting;
    }

    /// Whether records come from shards.
    boolean reading() {
        return reading;
    }

    /// Whether a function transforms them, and gives the keys.
    boolean transforming() {
        return transforming;
    }

    /// Whether they become rows of files.
    boolean converting() {
        return converting;
    }

    boolean backedUp() {
        return this != WIDE_ROWS_BY_QUERY;
    }

    DeliveryPlan plan() {
        DeliveryPlan plan = Plans.delimited(Plans.plain());
        plan = backedUp() ? Plans.withBackup(plan) : plan;
        plan = converting ? Plans.converting(plan) : plan;
        plan = transforming ? Plans.transforming(plan, 2_000) : plan;
        plan = plan.withSubRecords(rules());
        return transforming
                ? Plans.partitioned(plan, "data/" + BY_FUNCTION, Optional.empty())
                : Plans.partitioned(
                        plan, "data/" + BY_QUERY + "!{timestamp:HH}/", Optional.of("{c: .c}"));
    }

    private SubRecordRules rules() {
        return switch (this) {
            case JSON_BY_QUERY, ROWS_BY_QUERY, WIDE_ROWS_BY_QUERY -> JSON;
            case LINES_BY_FUNCTION -> LINES;
            case LOGS_BY_QUERY -> LOGS;
            case AGGREGATES_BY_QUERY, AGGREGATES_BY_FUNCTION -> SubRecordRules.NONE;
        };
    }

    /// Where processes have to end. Ledgers of others than these are seldom long enough for a
    /// snapshot.
    Set<FaultPoint> points() {
        Set<FaultPoint> snapshots =
                EnumSet.range(FaultPoint.SNAPSHOT_UNWRITTEN, FaultPoint.LEDGER_TRIMMED);
        if (this == WIDE_ROWS_BY_QUERY) {
            return snapshots;
        }
        Set<FaultPoint> points = EnumSet.allOf(FaultPoint.class);
        points.removeAll(snapshots);
        if (reading) {
            // a shard's lane ends with a snapshot
            points.addAll(snapshots);
            points.remove(FaultPoint.SNAPSHOT_HALF_WRITTEN);
        }
        if (!transforming) {
            points.removeIf(FaultScenario::isOfFunction);
        }
        points.removeIf(point -> begins(point, converting ? "OBJECT_" : "FILE_"));
        points.add(FaultPoint.OBJECT_NAMED);
        if (!converting) {
            points.removeIf(point -> begins(point, "REJECTED_"));
            points.remove(FaultPoint.TABLE_PINNED);
        }
        points.removeIf(point -> begins(point, reading ? "SOURCE_" : "SHARD_"));
        if (rules() == SubRecordRules.NONE) {
            points.removeIf(point -> begins(point, "DIVISION_"));
        }
        if (this != AGGREGATES_BY_QUERY) {
            points.removeIf(point -> begins(point, "NOTHING_"));
        }
        return points;
    }

    private static boolean begins(FaultPoint point, String prefix) {
        return point.name().startsWith(prefix);
    }

    private static boolean isOfFunction(FaultPoint point) {
        return begins(point, "FUNCTION_")
                || begins(point, "ANSWER_")
                || begins(point, "STRAYS_")
                || begins(point, "PROCESSED_")
                || begins(point, "RECOVERY_");
    }
}
