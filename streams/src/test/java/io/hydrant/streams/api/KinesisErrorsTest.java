package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.control.StoreFailed;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.shard.ConsumerInUse;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.DataStreamExists;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamInUse;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.ExpiredIterator;
import io.hydrant.streams.shard.ExpiredToken;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.LimitExceeded;
import io.hydrant.streams.shard.ShardClosed;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.streams.shard.ThroughputExceeded;
import io.hydrant.streams.shard.WrongStreamMode;
import io.hydrant.wire.json.WireError;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class KinesisErrorsTest {
    private static final DataStreamId STREAM =
            new DataStreamId(AccountId.DEFAULT, new Region("eu-west-1"), "clicks");

    static Stream<Arguments> refusals() {
        return Stream.of(
                row(new DataStreamExists("why"), 400, "ResourceInUseException"),
                row(new DataStreamInUse("why"), 400, "ResourceInUseException"),
                row(new ConsumerInUse("why"), 400, "ResourceInUseException"),
                row(new ConsumerNotFound("why"), 400, "ResourceNotFoundException"),
                row(new DataStreamNotFound(STREAM), 400, "ResourceNotFoundException"),
                row(ShardNotFound.reading(STREAM, "x"), 400, "ResourceNotFoundException"),
                row(new ExpiredIterator("why"), 400, "ExpiredIteratorException"),
                row(new ExpiredToken("why"), 400, "ExpiredNextTokenException"),
                row(new InvalidStreamArgument("why"), 400, "InvalidArgumentException"),
                row(new InvalidArgument("why"), 400, "InvalidArgumentException"),
                row(new LimitExceeded("why"), 400, "LimitExceededException"),
                row(new ThroughputExceeded("why"), 400, "ProvisionedThroughputExceededException"),
                row(new WrongStreamMode("why"), 400, "ValidationException"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalsKeepTheirMessage(HydrantException refusal, int status, String code) {
        assertThat(KinesisErrors.toWire(refusal))
                .isEqualTo(new WireError(status, code, refusal.getMessage()));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                row(new LogFailed("disk"), 500, "InternalFailure"),
                row(new StoreFailed("disk"), 500, "InternalFailure"),
                row(new ShardClosed(STREAM, new ShardId(0)), 500, "InternalFailure"),
                row(new LogFull("disk"), 503, "ServiceUnavailable"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failuresTellNothingOfTheInside(HydrantException failure, int status, String code) {
        WireError error = KinesisErrors.toWire(failure);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).doesNotContain("disk");
    }

    private static Arguments row(HydrantException refusal, int status, String code) {
        return Arguments.of(refusal, status, code);
    }
}
