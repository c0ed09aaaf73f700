package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.StoredFrame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.zip.CRC32C;

/// The frame a reader stands on; one object per reader, filled anew for each frame.
final class FrameView implements StoredFrame, AutoCloseable {
    private static final int PAYLOAD_WINDOW_BYTES = 64 << 10;

    private final HeadReader heads;
    private final FileWindow payloads = new FileWindow(PAYLOAD_WINDOW_BYTES);
    private Segment segment;
    private FrameHead head;
    private long position;
    private int[] starts = new int[0];
    private boolean startsKnown;
    private ByteBuffer payload;

    FrameView(HeadReader heads, Segment segment) {
        this.heads = heads;
        this.segment = segment;
    }

    /// @param found the head that the reader of heads found last
    StoredFrame show(FrameHead found, Segment in, long at) {
        head = found;
        segment = in;
        position = at;
        startsKnown = false;
        payload = null;
        return this;
    }

    @Override
    public long offset() {
        return head.offset();
    }

    @Override
    public Instant arrival() {
        return Instant.ofEpochMilli(head.arrivalMillis());
    }

    @Override
    public int recordCount() {
        return head.recordCount();
    }

    @Override
    public int recordBytes(int index) {
        Objects.checkIndex(index, head.recordCount());
        if (head.hasEqualRecords()) {
            return head.recordBytes();
        }
        decodeStarts();
        return starts[index + 1] - starts[index];
    }

    @Override
    public int recordStart(int index) {
        Objects.checkIndex(index, head.recordCount());
        if (head.hasEqualRecords()) {
            return head.recordBytes() * index;
        }
        decodeStarts();
        return starts[index];
    }

    private void decodeStarts() {
        if (startsKnown) {
            return;
        }
        if (starts.length <= head.recordCount()) {
            starts = new int[head.recordCount() + 1];
        }
        head.recordStarts(heads.head(), starts);
        startsKnown = true;
    }

    @Override
    public ByteBuffer metadata() {
        int from = head.headBytes() - head.metadataBytes();
        return heads.head().slice(from, head.metadataBytes()).asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer payload() {
        if (payload == null) {
            payload = load();
        }
        return payload.duplicate();
    }

    private ByteBuffer load() {
        ByteBuffer read;
        try {
            long at = position + head.headBytes();
            read =
                    heads.holds(at, head.payloadBytes())
                            ? heads.held(at, head.payloadBytes())
                            : heads.read(payloads, at, head.payloadBytes());
        } catch (IOException e) {
            throw new LogFailed(
                    "cannot read the payload of "
                            + Damage.place(segment, head.offset(), position)
                            + ": "
                            + e.getMessage(),
                    e);
        }
        CRC32C crc = new CRC32C();
        crc.update(read.duplicate());
        if (read.remaining() < head.payloadBytes() || (int) crc.getValue() != head.payloadCrc()) {
            throw new LogFailed(
                    "the checksum does not hold for the payload of "
                            + Damage.place(segment, head.offset(), position));
        }
        return read.asReadOnlyBuffer();
    }

    @Override
    public int payloadBytes() {
        return head.payloadBytes();
    }

    @Override
    public void close() {
        payloads.close();
    }
}
