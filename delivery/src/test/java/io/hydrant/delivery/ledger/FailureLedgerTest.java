package io.hydrant.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.ledger.LedgerEntry.Intended;
import io.hydrant.delivery.ledger.LedgerEntry.Planned;
import io.hydrant.delivery.ledger.LedgerEntry.Snapshot;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class FailureLedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Rendering FAILURES = new Rendering.Failures(ErrorOutput.PROCESSING_FAILED);

    @Test
    void keepsThatRecordsFailed() throws IOException {
        byte[] entry = LedgerCodec.encode(new Intended(intent(7, FAILURES)));
        assertThat(entry[0]).isEqualTo((byte) 10);
        assertThat(LedgerCodec.decode(entry)).isEqualTo(new Intended(intent(7, FAILURES)));
    }

    @Test
    void writesOtherIntentsAsBefore() {
        assertThat(LedgerCodec.encode(new Intended(intent(7, Rendering.AS_THEY_ARE)))[0])
                .isEqualTo((byte) 1);
    }

    @Test
    void keepsEachRenderingInASnapshot() throws IOException {
        Snapshot snapshot =
                new Snapshot(
                        9,
                        Map.of(),
                        List.of(plan(Optional.empty())),
                        List.of(intent(7, Rendering.AS_THEY_ARE), intent(8, FAILURES)));
        byte[] entry = LedgerCodec.encode(snapshot);
        assertThat(entry[0]).isEqualTo((byte) 11);
        assertThat(LedgerCodec.decode(entry)).isEqualTo(snapshot);
    }

    @Test
    void keepsTheFunctionOfAPlan() throws IOException {
        LambdaProcessor function =
                new LambdaProcessor(
                        "arn:aws:lambda:eu-west-1:000000000000:function:f:live",
                        300,
                        419_430,
                        Duration.ofMillis(1_500));
        Planned planned = new Planned(plan(Optional.of(function)));
        assertThat(LedgerCodec.decode(LedgerCodec.encode(planned))).isEqualTo(planned);
    }

    @Test
    void saysNothingOfFunctionsInPlansWithoutOne() {
        assertThat(PlanJson.write(plan(Optional.empty()))).doesNotContain("function");
    }

    private static Intent intent(long number, Rendering rendering) {
        return new Intent(
                number,
                Track.MAIN,
                1,
                "key-" + number,
                new PositionRanges(
                        List.of(
                                new PositionRange(
                                        Position.ofFrame(number), Position.ofFrame(number + 1)))),
                new Intent.Content(7, 70, NOON, NOON.plusSeconds(3)),
                rendering);
    }

    private static DeliveryPlan plan(Optional<LambdaProcessor> function) {
        S3Sink sink =
                new S3Sink(
                        "lake",
                        "",
                        "",
                        BufferingHints.DEFAULTS,
                        Compression.UNCOMPRESSED,
                        Optional.empty(),
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Optional.empty());
        StreamId stream = new StreamId(AccountId.DEFAULT, new Region("eu-west-1"), "clicks");
        return new DeliveryPlan(stream, 1, false, sink, Optional.empty()).withFunction(function);
    }
}
