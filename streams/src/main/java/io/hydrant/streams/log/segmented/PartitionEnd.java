package io.hydrant.streams.log.segmented;

/// What a partition has come to at one of its frames' ends, counted since it began.
///
/// @param offset what the next frame gets
/// @param arrivalMillis arrival of the last frame; the next may not be earlier
record PartitionEnd(long offset, long records, long payloadBytes, long arrivalMillis) {
    static final PartitionEnd START = new PartitionEnd(0, 0, 0, Long.MIN_VALUE);

    static PartitionEnd at(SegmentHeader header) {
        return new PartitionEnd(
                header.baseOffset(),
                header.recordsBefore(),
                header.payloadBytesBefore(),
                header.arrivalFloorMillis());
    }

    static PartitionEnd before(FrameHead head) {
        return new PartitionEnd(
                head.offset(),
                head.recordsBefore(),
                head.payloadBytesBefore(),
                head.arrivalMillis());
    }
}
