package io.hydrant.delivery.plan;

import java.util.Optional;

/// All that the engine does for one version of a delivery stream's configuration.
///
/// @param versionId the stream's version id, part of every object's name
/// @param appendDelimiter whether each record is followed by a newline in the main destination
/// @param main where transformed records go
/// @param backup where source records go untransformed, when source backup is on
public record DeliveryPlan(
        StreamId stream,
        long versionId,
        boolean appendDelimiter,
        S3Sink main,
        Optional<S3Sink> backup) {}
