package io.hydrant.cli.producer;

/// What the server has taken.
///
/// @param mark everything up to here is acknowledged
/// @param records in this run, also those beyond the mark
/// @param bytes of those
/// @param resent how many records had to be sent more than once
public record Acknowledged(Mark mark, long records, long bytes, long resent) {
    Acknowledged plus(RecordDestination.Sent sent) {
        return new Acknowledged(
                mark, records + sent.records(), bytes + sent.bytes(), resent + sent.resent());
    }

    Acknowledged reaching(Mark further) {
        return new Acknowledged(further, records, bytes, resent);
    }
}
