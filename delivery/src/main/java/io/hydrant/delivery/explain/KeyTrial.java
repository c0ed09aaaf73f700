package io.hydrant.delivery.explain;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.explain.Stage.Keys;
import io.hydrant.delivery.jq.MetadataQuery;
import io.hydrant.delivery.jq.MetadataQuery.Way;
import io.hydrant.delivery.jq.QueryResult;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.ledger.Rendering;
import io.hydrant.delivery.partition.PartitionScheme;
import io.hydrant.delivery.partition.Prefixes;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.Partitioning;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Shows the partition keys of records, and why some have no partition.
final class KeyTrial {
    private KeyTrial() {}

    /// Nothing when no record is left.
    ///
    /// @param objects says which records were refused
    static Optional<Stage> stage(
            DeliveryPlan plan, Prefixes prefixes, SampleRecords records, List<Shipment> objects) {
        Map<Integer, Reason> refusals = refusals(records, objects);
        Optional<String> program = plan.partitioning().flatMap(Partitioning::query);
        boolean asked = !PartitionScheme.of(prefixes).queryKeys().isEmpty();
        Optional<MetadataQuery> query = program.filter(_ -> asked).map(MetadataQuery::compile);
        List<Keys> keys = new ArrayList<>();
        records.visitDeliverable(
                (number, frame, index) -> {
                    if (number > Stage.RECORDS_MAX) {
                        return;
                    }
                    ByteBuffer record = frame.data(index);
                    keys.add(
                            new Keys(
                                    number,
                                    query.map(it -> values(it, record)).orElse(Map.of()),
                                    query.filter(it -> it.wayOf(record) == Way.FAST).isPresent(),
                                    frame.partitionKeys(index),
                                    Optional.ofNullable(refusals.get(number))));
                });
        return keys.isEmpty() ? Optional.empty() : Optional.of(new Stage.Keyed(program, keys));
    }

    private static Map<String, String> values(MetadataQuery query, ByteBuffer record) {
        return switch (query.evaluate(record)) {
            case QueryResult.Keys(Map<String, String> values) -> values;
            case QueryResult.Failed _ -> Map.of();
        };
    }

    private static Map<Integer, Reason> refusals(SampleRecords records, List<Shipment> objects) {
        Map<Integer, Reason> refusals = new HashMap<>();
        for (Shipment object : objects) {
            if (object.intent().rendering() instanceof Rendering.Refused refused) {
                Iterator<Reason> reasons = refused.refusals().reasons();
                records.visit(
                        object.intent(), (number, _, _) -> refusals.put(number, reasons.next()));
            }
        }
        return refusals;
    }
}
