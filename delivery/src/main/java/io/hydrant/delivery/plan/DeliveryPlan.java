package io.hydrant.delivery.plan;

import java.util.Optional;

/// All that the engine does for one version of a delivery stream's configuration.
///
/// @param versionId the stream's version id, part of every object's name
/// @param source where records are read from; absent when they are put to the stream itself
/// @param appendDelimiter whether each record is followed by a newline in the main destination
/// @param main where transformed records go
/// @param backup where source records go untransformed, when source backup is on
/// @param conversion into rows of columnar files, in the main destination only
public record DeliveryPlan(
        StreamId stream,
        long versionId,
        Optional<DataStreamSource> source,
        boolean appendDelimiter,
        S3Sink main,
        Optional<S3Sink> backup,
        Optional<Conversion> conversion) {

    /// Without conversion.
    public DeliveryPlan(
            StreamId stream,
            long versionId,
            Optional<DataStreamSource> source,
            boolean appendDelimiter,
            S3Sink main,
            Optional<S3Sink> backup) {
        this(stream, versionId, source, appendDelimiter, main, backup, Optional.empty());
    }

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
