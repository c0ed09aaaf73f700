package io.hydrant.delivery.explain;

import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.DividedSource;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.PutLog;
import io.hydrant.delivery.source.ShardLog;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.wire.kpl.AggregatedRecord;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The sample as the source of a lane, taken apart by the rules of a plan.
///
/// @param frame the only one
record SampleSource(LaneSource lane, SplitFrame frame) {
    static SampleSource of(DeliveryPlan plan, Sample sample) {
        ByteBuffer data = ByteBuffer.wrap(sample.data()).asReadOnlyBuffer();
        SamplePartition log = new SamplePartition("sample", sample.arrival());
        LaneSource records =
                plan.source()
                        .map(from -> shard(from, sample, log))
                        .orElseGet(() -> new PutLog(log));
        ByteBuffer metadata =
                plan.source().isPresent() ? metadata(sample, data) : ByteBuffer.allocate(0);
        log.append(new Frame(metadata, new int[] {data.remaining()}, data));
        DividedSource divided = new DividedSource(records);
        divided.divide(0, plan.subRecords());
        return new SampleSource(divided, divided.split(log.reader(0).next().orElseThrow()));
    }

    private static LaneSource shard(DataStreamSource from, Sample sample, SamplePartition log) {
        return new ShardLog(
                new SampleShard(from.stream(), sample.arrival(), log), sample.arrival());
    }

    private static ByteBuffer metadata(Sample sample, ByteBuffer data) {
        return ShardFrame.metadata(
                false,
                AggregatedRecord.beginsLikeOne(data),
                List.of(sample.partitionKey().getBytes(StandardCharsets.UTF_8)));
    }
}
