package io.hydrant.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.producer.FakeDestination;
import io.hydrant.cli.producer.Mark;
import io.hydrant.cli.producer.Production;
import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.producer.SendingLanes;
import io.hydrant.cli.producer.SteppedTime;
import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

class GenerationTest {
    private static final Generation.Timing FAST =
            new Generation.Timing(
                    OptionalDouble.empty(), Optional.of(Instant.parse("2026-01-01T00:00:00Z")));

    private final SteppedTime time = new SteppedTime();
    private final FakeDestination destination =
            new FakeDestination(time, new RecordDestination.BatchLimits(500, 5 << 20, 1 << 20));

    @Test
    void makesTheSameRecordsInOneRunAsInTwo() throws InterruptedException {
        Template template = TemplateReader.read("clickstream");
        FakeDestination other = new FakeDestination(time, destination.limits());

        send(destination, new Generation(template, Optional.empty(), FAST, 7), 0, 1_000);
        send(other, new Generation(template, Optional.empty(), FAST, 7), 0, 321);
        send(other, new Generation(template, Optional.empty(), FAST, 7), 321, 1_000);

        List<FakeDestination.Arrived> inTwo = new ArrayList<>(other.arrived());
        assertThat(inTwo).isEqualTo(destination.arrived()).hasSize(1_000);
    }

    @Test
    void makesOtherRecordsForOtherSeeds() throws InterruptedException {
        Template template = template("{\"a\":\"{{uuid}}\"}");
        FakeDestination other = new FakeDestination(time, destination.limits());

        send(destination, new Generation(template, Optional.empty(), FAST, 7), 0, 10);
        send(other, new Generation(template, Optional.empty(), FAST, 8), 0, 10);

        assertThat(other.texts()).doesNotContainAnyElementsOf(destination.texts());
    }

    @Test
    void keepsItsRate() throws InterruptedException {
        Generation.Timing timing = new Generation.Timing(OptionalDouble.of(4), Optional.empty());
        Template template = template("{\"at\":\"{{timestamp iso}}\"}");

        send(destination, new Generation(template, Optional.empty(), timing, 7), 0, 9);

        assertThat(Duration.between(SteppedTime.START, time.instant()))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(destination.texts())
                .startsWith("{\"at\":\"2026-02-01T12:00:00.000Z\"}\n")
                .contains("{\"at\":\"2026-02-01T12:00:00.250Z\"}\n")
                .endsWith("{\"at\":\"2026-02-01T12:00:02.000Z\"}\n");
    }

    @Test
    void takesPartitionKeysFromAField() throws InterruptedException {
        Template template = template("{\"id\":\"c-{{sequence}}\"}");

        send(destination, new Generation(template, Optional.of("id"), FAST, 7), 0, 2);

        assertThat(destination.arrived())
                .extracting(FakeDestination.Arrived::partitionKey)
                .containsExactly("c-1", "c-2");
    }

    @Test
    void refusesAPartitionKeyOfAFieldThatIsNotThere() {
        Template template = template("{\"id\":{\"x\":1}}");

        assertThatThrownBy(() -> new Generation(template, Optional.of("id"), FAST, 7))
                .isInstanceOf(CommandFailed.class)
                .hasMessage(
                        "template test has no text or number named id to take the partition key"
                                + " from");
    }

    @Test
    void refusesAnEmptyPartitionKey() {
        Template template = template("{\"id\":\"{{choice |}}\"}");

        assertThatThrownBy(
                        () ->
                                send(
                                        destination,
                                        new Generation(template, Optional.of("id"), FAST, 7),
                                        0,
                                        2))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("record 1 has an empty id to take the partition key from");
    }

    private void send(FakeDestination destination, Generation generation, long after, long last)
            throws InterruptedException {
        Mark start = new Mark(after, 0);
        try (SendingLanes lanes = SendingLanes.open(List.of(destination), start)) {
            Production production =
                    new Production(
                            time,
                            time,
                            new Production.Sending(lanes, destination.limits(), (_, _, _) -> {}));
            generation.send(time, production, start, last);
            assertThat(lanes.acknowledged().mark().records()).isEqualTo(last);
        }
    }

    private static Template template(String json) {
        return TemplateReader.read("test", json.getBytes(StandardCharsets.UTF_8));
    }
}
