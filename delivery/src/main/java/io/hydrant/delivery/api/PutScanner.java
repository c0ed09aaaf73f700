package io.hydrant.delivery.api;

import io.hydrant.streams.intake.PayloadPool;

import java.util.Optional;

/// Reads the bodies of PutRecordBatch and PutRecord as clients usually write them, straight into a
/// frame: no tree, no objects per record.
///
///     {"DeliveryStreamName":"clicks","Records":[{"Data":"QQ=="},{"Data":"Qg=="}]}
///     {"DeliveryStreamName":"clicks","Record":{"Data":"QQ=="}}
///
/// Members in any order, any white space, `\/` for `/` in data. Whatever else JSON allows (other
/// escapes, other or repeated members, nulls), whatever is wrong and whatever breaks a limit is not
/// scanned: the general path reads it, or words the refusal. What is scanned, the general path
/// reads to the same records.
///
/// Safe for use by many threads.
public final class PutScanner {
    private final PayloadPool payloads;

    public PutScanner(PayloadPool payloads) {
        this.payloads = payloads;
    }

    /// Reads the body of a PutRecordBatch.
    ///
    /// @param body holds the body in its first `bodyBytes` bytes; not kept
    /// @return empty when the general path must decide
    public Optional<ScannedPut> scanBatch(byte[] body, int bodyBytes) {
        return scan(body, bodyBytes, PutScan.Shape.BATCH);
    }

    /// Reads the body of a PutRecord.
    ///
    /// @param body holds the body in its first `bodyBytes` bytes; not kept
    /// @return empty when the general path must decide
    public Optional<ScannedPut> scanRecord(byte[] body, int bodyBytes) {
        return scan(body, bodyBytes, PutScan.Shape.SINGLE);
    }

    private Optional<ScannedPut> scan(byte[] body, int bodyBytes, PutScan.Shape shape) {
        int payloadBytesMax = Math.min(PutScan.BATCH_BYTES_MAX, bodyBytes / 4 * 3);
        PayloadPool.Lease lease = payloads.lease(payloadBytesMax);
        PutScan scan = new PutScan(body, bodyBytes, lease.buffer());
        if (!scan.accepts(shape)) {
            lease.close();
            return Optional.empty();
        }
        return Optional.of(new ScannedPut(scan.streamName(), scan.frame(), lease));
    }
}
