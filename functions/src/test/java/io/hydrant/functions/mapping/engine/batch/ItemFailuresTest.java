package io.hydrant.functions.mapping.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.functions.mapping.engine.batch.Batch.Span;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Every form of answer, as the service takes them.
class ItemFailuresTest {
    private static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:10Z");

    private final Shard shard = shard();
    private final Batch batch =
            new Batch(
                    List.of(
                            new Span(7, ARRIVAL.toEpochMilli(), 1, 2),
                            new Span(9, ARRIVAL.toEpochMilli(), 0, 3)),
                    5,
                    1_000,
                    RecordPosition.ofFrame(10));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "[]",
                "null",
                "{}",
                " \n",
                "{\"batchItemFailures\":[]}",
                "{\"batchItemFailures\":null}",
                "{\"other\":1}"
            })
    void isCompleteSuccess(String answer) {
        assertThat(in(answer)).isEqualTo(new ItemFailures.None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"itemIdentifer\":\"LAST\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"123\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"OUTSIDE\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"BETWEEN\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":12}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"LAST\"},{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[\"LAST\"]}",
                "{\"batchItemFailures\":\"LAST\"}",
                "{\"batchItemFailures\":{\"itemIdentifier\":\"LAST\"}}",
                "\"done\"",
                "[1]",
                "true",
                "{\"batchItemFailures\"",
            })
    void isCompleteFailure(String answer) {
        String told =
                answer.replace("LAST", number(9, 2))
                        .replace("OUTSIDE", number(10, 0))
                        .replace("BETWEEN", number(7, 3));
        assertThat(in(told)).isEqualTo(new ItemFailures.From(0));
    }

    @Test
    void failsFromTheLowestNumberOn() {
        String answer =
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"},{\"itemIdentifier\":\"%s\"}]}"
                        .formatted(number(9, 1), number(7, 2));

        assertThat(in(answer)).isEqualTo(new ItemFailures.From(1));
    }

    @Test
    void takesANumberOfAnotherArrivalForNone() {
        String other = shard.number(new RecordPosition(9, 1), ARRIVAL.plusSeconds(1)).toString();

        assertThat(in("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + other + "\"}]}"))
                .isEqualTo(new ItemFailures.From(0));
    }

    private ItemFailures in(String answer) {
        return ItemFailures.in(answer.getBytes(StandardCharsets.UTF_8), batch, shard);
    }

    private String number(long offset, int record) {
        return shard.number(new RecordPosition(offset, record), ARRIVAL).toString();
    }

    private static Shard shard() {
        SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
        DataStreamId id =
                new DataStreamId(new AccountId("111122223333"), new Region("eu-west-1"), "clicks");
        return new MemoryStreams(new MemoryLog(clock), clock).create(id, 1).shard(0);
    }
}
