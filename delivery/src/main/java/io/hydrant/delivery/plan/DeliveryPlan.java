package io.hydrant.delivery.plan;

import java.util.Optional;

/// All that the engine does for one version of a delivery stream's configuration.
///
/// @param versionId the stream's version id, part of every object's name
/// @param source where records are read from; absent when they are put to the stream itself
/// @param appendDelimiter whether each record is followed by a newline in the main destination
/// @param main where transformed records go
/// @param backup where source records go untransformed, when source backup is on
public record DeliveryPlan(
        StreamId stream,
        long versionId,
        Optional<DataStreamSource> source,
        boolean appendDelimiter,
        S3Sink main,
        Optional<S3Sink> backup) {

    /// For a stream that records are put to.
    public DeliveryPlan(
            StreamId stream,
            long versionId,
            boolean appendDelimiter,
            S3Sink main,
            Optional<S3Sink> backup) {
        this(stream, versionId, Optional.empty(), appendDelimiter, main, backup);
    }
}
