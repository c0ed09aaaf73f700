package io.hydrant.streams.api;

import io.hydrant.control.ResourceStoreException;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.shard.ConsumerInUse;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.DataStreamException;
import io.hydrant.streams.shard.DataStreamExists;
import io.hydrant.streams.shard.DataStreamInUse;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.ExpiredIterator;
import io.hydrant.streams.shard.ExpiredToken;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.LimitExceeded;
import io.hydrant.streams.shard.ShardClosed;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.streams.shard.ThroughputExceeded;
import io.hydrant.streams.shard.WrongStreamMode;
import io.hydrant.wire.json.WireError;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How each refusal of the Kinesis Data Streams API looks on the wire. No other class names an
/// error code or a status.
///
/// Source: Kinesis Data Streams API Reference.
final class KinesisErrors {
    private static final Logger LOG = LoggerFactory.getLogger(KinesisErrors.class);

    private KinesisErrors() {}

    static WireError toWire(HydrantException refusal) {
        return switch (refusal) {
            case DataStreamException e -> toWire(e);
            case LogException e -> toWire(e);
            case ResourceStoreException e -> internal(e);
            case InvalidArgument e -> refused("InvalidArgumentException", e);
            default -> internal(refusal);
        };
    }

    private static WireError toWire(DataStreamException refusal) {
        return switch (refusal) {
            case DataStreamExists e -> refused("ResourceInUseException", e);
            case DataStreamInUse e -> refused("ResourceInUseException", e);
            case ConsumerInUse e -> refused("ResourceInUseException", e);
            case DataStreamNotFound e -> refused("ResourceNotFoundException", e);
            case ShardNotFound e -> refused("ResourceNotFoundException", e);
            case ConsumerNotFound e -> refused("ResourceNotFoundException", e);
            case ExpiredIterator e -> refused("ExpiredIteratorException", e);
            case ExpiredToken e -> refused("ExpiredNextTokenException", e);
            case InvalidStreamArgument e -> refused("InvalidArgumentException", e);
            case LimitExceeded e -> refused("LimitExceededException", e);
            case ThroughputExceeded e -> refused("ProvisionedThroughputExceededException", e);
            case WrongStreamMode e -> refused("ValidationException", e);
            // who puts records sends them to the children instead
            case ShardClosed e -> internal(e);
        };
    }

    private static WireError toWire(LogException refusal) {
        return switch (refusal) {
            case LogFull _ ->
                    new WireError(503, "ServiceUnavailable", "There is no room for more records.");
            case LogFailed e -> internal(e);
        };
    }

    private static WireError refused(String code, HydrantException e) {
        return WireError.badRequest(code, e.getMessage());
    }

    /// What the caller cannot mend; the cause is for the log, not for the wire.
    private static WireError internal(HydrantException e) {
        LOG.error("a request failed for an internal reason", e);
        return new WireError(500, "InternalFailure", "Internal Service Failure");
    }
}
