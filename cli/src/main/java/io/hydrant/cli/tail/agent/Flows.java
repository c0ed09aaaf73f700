package io.hydrant.cli.tail.agent;

import io.hydrant.cli.tail.agent.Flow.Buffering;
import io.hydrant.cli.tail.agent.Flow.InitialPosition;
import io.hydrant.cli.tail.agent.Flow.Parsing;
import io.hydrant.cli.tail.agent.Flow.Polling;
import io.hydrant.cli.tail.agent.FlowDestination.PartitionKeys;
import io.hydrant.cli.tail.file.FilePattern;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads one element of `flows`. Defaults and ranges are the agent's.
final class Flows {
    private static final int BATCH_RECORDS_MAX = 500;
    private static final long AGE_MILLIS_MIN = 1_000;
    private static final long AGE_MILLIS_MAX = 900_000;

    private Flows() {}

    static Flow read(Settings flow) {
        flow.check(KnownKeys.FLOW);
        FlowDestination destination = destination(flow);
        checkWaits(flow);
        return new Flow(
                files(flow),
                destination,
                flow.oneOf("initialPosition", InitialPosition.class)
                        .orElse(InitialPosition.END_OF_FILE),
                parsing(flow, destination),
                buffering(flow, destination),
                polling(flow),
                ConversionOptions.read(flow));
    }

    private static FilePattern files(Settings flow) {
        String pattern =
                flow.name("filePattern").orElseThrow(() -> flow.failure("filePattern is missing"));
        try {
            return FilePattern.parse(pattern);
        } catch (IllegalArgumentException e) {
            throw flow.failure("filePattern " + pattern + ": " + e.getMessage());
        }
    }

    private static FlowDestination destination(Settings flow) {
        Optional<String> deliveryStream = flow.name("deliveryStream");
        Optional<String> stream = flow.name("kinesisStream");
        if (deliveryStream.isEmpty() && stream.isEmpty()) {
            throw flow.failure("kinesisStream or deliveryStream is missing");
        }
        PartitionKeys keys =
                flow.oneOf("partitionKeyOption", PartitionKeys.class).orElse(PartitionKeys.RANDOM);
        int aggregatedBytes = (int) flow.number("aggregatedRecordSizeBytes", 0, 0, 1000 * 1024);
        if (deliveryStream.isEmpty()) {
            if (aggregatedBytes > 0) {
                flow.note("aggregatedRecordSizeBytes has no effect for a data stream");
            }
            return new FlowDestination.Stream(stream.get(), keys);
        }
        if (stream.isPresent()) {
            flow.note("has both streams; like the agent, takes deliveryStream");
        }
        if (flow.text("partitionKeyOption").isPresent()) {
            flow.note("partitionKeyOption has no effect for a delivery stream");
        }
        if (aggregatedBytes > 0 && flow.pattern("multiLineStartPattern").isPresent()) {
            flow.note("aggregatedRecordSizeBytes has no effect with multiLineStartPattern");
            aggregatedBytes = 0;
        }
        return new FlowDestination.DeliveryStream(deliveryStream.get(), aggregatedBytes);
    }

    private static Parsing parsing(Settings flow, FlowDestination destination) {
        String terminator = flow.text("truncatedRecordTerminator").orElse("\n");
        int terminatorBytes = terminator.getBytes(StandardCharsets.UTF_8).length;
        if (terminatorBytes >= destination.bounds().recordBytes()) {
            throw flow.failure(
                    "truncatedRecordTerminator is as large as a whole record may be: "
                            + terminatorBytes
                            + " bytes");
        }
        Optional<Pattern> footer =
                flow.pattern("fileFooterPattern")
                        .map(pattern -> Pattern.compile(pattern.pattern(), Pattern.MULTILINE));
        return new Parsing(
                flow.pattern("multiLineStartPattern"),
                (int) flow.number("skipHeaderLines", 0, 0, Integer.MAX_VALUE),
                footer,
                terminator);
    }

    private static Buffering buffering(Settings flow, FlowDestination destination) {
        int batchBytes = destination.bounds().batchBytes();
        return new Buffering(
                Duration.ofMillis(
                        flow.number("maxBufferAgeMillis", 60_000, AGE_MILLIS_MIN, AGE_MILLIS_MAX)),
                (int) flow.number("maxBufferSizeRecords", BATCH_RECORDS_MAX, 1, BATCH_RECORDS_MAX),
                (int) flow.number("maxBufferSizeBytes", batchBytes, 1, batchBytes));
    }

    private static Polling polling(Settings flow) {
        long poll = flow.number("minTimeBetweenFilePollsMillis", 100, 0, Integer.MAX_VALUE);
        long refresh =
                flow.number("maxTimeBetweenFileTrackerRefreshMillis", 10_000, 0, Integer.MAX_VALUE);
        return new Polling(Duration.ofMillis(poll), Duration.ofMillis(refresh));
    }

    /// Values the agent would refuse are refused, even where they have no effect here.
    private static void checkWaits(Settings flow) {
        flow.number("waitOnFullPublishQueueMillis", 60_000, AGE_MILLIS_MIN, AGE_MILLIS_MAX);
        flow.number("waitOnEmptyPublishQueueMillis", 60_000, AGE_MILLIS_MIN, AGE_MILLIS_MAX);
        flow.number("retryInitialBackoffMillis", 100, 0, Long.MAX_VALUE);
        flow.number("retryMaxBackoffMillis", 10_000, 0, Long.MAX_VALUE);
        flow.number("publishQueueCapacity", 100, 1, Integer.MAX_VALUE);
    }
}
