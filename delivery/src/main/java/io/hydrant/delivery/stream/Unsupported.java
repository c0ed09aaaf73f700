package io.hydrant.delivery.stream;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorType;

/// What is valid but not there yet: refused by name, never ignored. Checked after every rule of the
/// service, so that an invalid configuration is told its own fault.
final class Unsupported {
    private Unsupported() {}

    static void check(ExtendedS3DestinationDescription destination) {
        if (destination.processingConfiguration().enabled()) {
            for (Processor processor : destination.processingConfiguration().processors()) {
                check(processor);
            }
        }
        if (S3Rules.partitioned(destination)) {
            throw InvalidConfiguration.unsupported(
                    "DynamicPartitioningConfiguration.Enabled",
                    "prefixes depend on time only, not on the content of records.");
        }
    }

    static InvalidConfiguration destination(String kind) {
        return InvalidConfiguration.unsupported(
                "Destination " + kind, "records are delivered to S3 only.");
    }

    static InvalidConfiguration source(String streamType) {
        return InvalidConfiguration.unsupported(
                "DeliveryStreamType " + streamType,
                "records come by puts or from a Kinesis data stream.");
    }

    private static void check(Processor processor) {
        if (processor.type() != ProcessorType.APPEND_DELIMITER_TO_RECORD
                && processor.type() != ProcessorType.LAMBDA) {
            throw InvalidConfiguration.unsupported(
                    "Processor type " + processor.typeAsString(),
                    "the processors are Lambda and AppendDelimiterToRecord.");
        }
    }
}
