package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition.Appended;

import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;

/// A frame on its way to the disk. What can be computed without knowing its place is computed by
/// the appending thread, so that many of them share that work.
record PendingAppend(
        SegmentedPartition partition,
        Frame frame,
        int headBytes,
        int payloadCrc,
        long arrivalMillis,
        CompletableFuture<Appended> done) {

    static PendingAppend of(SegmentedPartition partition, Frame frame, long arrivalMillis) {
        CRC32C crc = new CRC32C();
        crc.update(frame.payload().duplicate());
        return new PendingAppend(
                partition,
                frame,
                FrameHead.bytes(frame),
                (int) crc.getValue(),
                arrivalMillis,
                new CompletableFuture<>());
    }

    long frameBytes() {
        return (long) headBytes + frame.payload().remaining();
    }
}
