package io.hydrant.streams.api;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.streams.quota.CallRates;
import io.hydrant.streams.shard.DataStreamException;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.LimitExceeded;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.KinesisRequest;

import java.util.Optional;

/// How often operations that do not carry records may be called, where the service's quotas hold:
/// for every account when the configuration says so, else for streams that ask for it by their tag.
///
/// Source: Kinesis Data Streams API Reference and quotas.
final class CallQuotas {
    private final DataStreams streams;
    private final CallRates rates;

    CallQuotas(DataStreams streams, CallRates rates) {
        this.streams = streams;
        this.rates = rates;
    }

    /// @throws LimitExceeded when it is too often
    void require(String operation, int perSecond, KinesisRequest request, ApiCall call) {
        AccountId account = call.caller().account();
        Optional<String> caller =
                streams.quotasHold()
                        ? Optional.of(account + " " + call.caller().region())
                        : named(request, call).filter(streams::asksForQuotas).map(Object::toString);
        if (caller.isPresent() && !rates.take(operation + " " + caller.get(), perSecond)) {
            throw new LimitExceeded("Rate exceeded for account " + account + ".");
        }
    }

    /// The stream a request names; what is wrong with the name is told by the operation itself.
    private static Optional<DataStreamId> named(KinesisRequest request, ApiCall call) {
        Optional<String> name = request.getValueForField("StreamName", String.class);
        Optional<String> arn =
                request.getValueForField("StreamARN", String.class)
                        .or(() -> request.getValueForField("ResourceARN", String.class));
        try {
            return Optional.of(StreamReference.of(call.caller(), name, arn));
        } catch (DataStreamException _) {
            return Optional.empty();
        }
    }
}
