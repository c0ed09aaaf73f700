package io.hydrant.streams.intake;

import io.hydrant.wire.json.ApiCall;

import java.util.Optional;

/// Reads the bodies of PutRecords and PutRecord as clients usually write them: no tree, no objects
/// per record.
///
///     {"StreamName":"clicks","Records":[{"Data":"QQ==","PartitionKey":"a"},...]}
///     {"StreamARN":"arn:...","Data":"QQ==","PartitionKey":"a","ExplicitHashKey":"7"}
///
/// Members in any order; JSON with any white space, or CBOR. Whatever else is allowed (escapes,
/// other or repeated members, nulls), whatever is wrong and whatever breaks the service model is
/// not scanned: the general path reads it, or words the refusal. What is scanned, the general path
/// reads to the same records.
///
/// Safe for use by many threads.
public final class PutScanner {
    private final PayloadPool payloads;

    public PutScanner(PayloadPool payloads) {
        this.payloads = payloads;
    }

    /// Reads the body of a PutRecords.
    ///
    /// @return empty when the general path must decide
    public Optional<ScannedPut> scanRecords(ApiCall call) {
        return scan(call, PutScan.Shape.RECORDS);
    }

    /// Reads the body of a PutRecord.
    ///
    /// @return empty when the general path must decide
    public Optional<ScannedPut> scanRecord(ApiCall call) {
        return scan(call, PutScan.Shape.RECORD);
    }

    private Optional<ScannedPut> scan(ApiCall call, PutScan.Shape shape) {
        return switch (call.encoding()) {
            case JSON_1_0, JSON_1_1 -> scanJson(call, shape);
            case CBOR_1_1 -> {
                CborCursor cursor = new CborCursor(call.body(), call.bodyBytes());
                // nothing to lend: the records stay in the body
                yield scan(call, cursor, shape, payloads.lease(0));
            }
        };
    }

    private Optional<ScannedPut> scanJson(ApiCall call, PutScan.Shape shape) {
        int blobsBytesMax = Math.min(PutScan.TOTAL_BYTES_MAX, call.bodyBytes() / 4 * 3);
        PayloadPool.Lease lease = payloads.lease(blobsBytesMax);
        JsonCursor cursor =
                new JsonCursor(
                        call.body(), call.bodyBytes(), lease.buffer(), PutScan.DATA_BYTES_MAX);
        return scan(call, cursor, shape, lease);
    }

    private static Optional<ScannedPut> scan(
            ApiCall call, BodyCursor cursor, PutScan.Shape shape, PayloadPool.Lease lease) {
        PutScan scan = new PutScan(call.body(), cursor, shape);
        if (!scan.accepts()) {
            lease.close();
            return Optional.empty();
        }
        return Optional.of(
                new ScannedPut(scan.streamName(), scan.streamArn(), scan.records(), lease));
    }
}
