package io.hydrant.delivery.stream;

/// What is valid but not there yet: refused by name, never ignored. Checked after every rule of the
/// service, so that an invalid configuration is told its own fault.
final class Unsupported {
    private Unsupported() {}

    static InvalidConfiguration destination(String kind) {
        return InvalidConfiguration.unsupported(
                "Destination " + kind, "records are delivered to S3 only.");
    }

    static InvalidConfiguration source(String streamType) {
        return InvalidConfiguration.unsupported(
                "DeliveryStreamType " + streamType,
                "records come by puts or from a Kinesis data stream.");
    }
}
