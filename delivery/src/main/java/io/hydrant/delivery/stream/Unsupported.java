package io.hydrant.delivery.stream;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.Processor;

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
        switch (processor.type()) {
            case APPEND_DELIMITER_TO_RECORD, LAMBDA, METADATA_EXTRACTION -> {}
            case RECORD_DE_AGGREGATION, DECOMPRESSION, CLOUD_WATCH_LOG_PROCESSING ->
                    throw InvalidConfiguration.unsupported(
                            "Processor type " + processor.typeAsString(),
                            "the processors are Lambda, MetadataExtraction and"
                                    + " AppendDelimiterToRecord.");
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new InvalidConfiguration(
                            "Processor type is unknown: " + processor.typeAsString());
        }
    }
}
