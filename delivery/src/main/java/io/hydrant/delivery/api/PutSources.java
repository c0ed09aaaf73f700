package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStream;
import io.hydrant.delivery.stream.SourceNotAllowed;
import io.hydrant.wire.auth.Caller;

import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.ProcessorType;

import java.util.Optional;

/// Whose puts a stream takes: those of everybody, but for streams that decompress records, when it
/// is set who is CloudWatch Logs.
///
/// Source: Firehose API Reference, InvalidSourceException.
///
/// @param logsAccessKey of the only one who may put to streams with decompression; of nobody in
///   particular when empty
public record PutSources(Optional<String> logsAccessKey) {
    public static final PutSources EVERYBODY = new PutSources(Optional.empty());

    /// @throws SourceNotAllowed when the caller may not put to the stream
    void check(DeliveryStream stream, Caller caller) {
        boolean stranger =
                logsAccessKey.filter(key -> !key.equals(caller.accessKeyId())).isPresent();
        if (stranger && decompresses(stream.version().destination().processingConfiguration())) {
            throw new SourceNotAllowed(stream.id());
        }
    }

    private static boolean decompresses(ProcessingConfiguration processing) {
        return processing.enabled()
                && processing.processors().stream()
                        .anyMatch(each -> each.type() == ProcessorType.DECOMPRESSION);
    }
}
