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
/// @param function that transforms records on their way to the main destination
/// @param partitioning of the main destination by keys of the records
/// @param subRecords how records are taken apart on their way to the main destination
public record DeliveryPlan(
        StreamId stream,
        long versionId,
        Optional<DataStreamSource> source,
        boolean appendDelimiter,
        S3Sink main,
        Optional<S3Sink> backup,
        Optional<Conversion> conversion,
        Optional<LambdaProcessor> function,
        Optional<Partitioning> partitioning,
        SubRecordRules subRecords) {

    /// Of whole records, by time only.
    public DeliveryPlan(
            StreamId stream,
            long versionId,
            Optional<DataStreamSource> source,
            boolean appendDelimiter,
            S3Sink main,
            Optional<S3Sink> backup,
            Optional<Conversion> conversion,
            Optional<LambdaProcessor> function) {
        this(
                stream,
                versionId,
                source,
                appendDelimiter,
                main,
                backup,
                conversion,
                function,
                Optional.empty(),
                SubRecordRules.NONE);
    }

    /// Without a function.
    public DeliveryPlan(
            StreamId stream,
            long versionId,
            Optional<DataStreamSource> source,
            boolean appendDelimiter,
            S3Sink main,
            Optional<S3Sink> backup,
            Optional<Conversion> conversion) {
        this(
                stream,
                versionId,
                source,
                appendDelimiter,
                main,
                backup,
                conversion,
                Optional.empty());
    }

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

    public DeliveryPlan withFunction(Optional<LambdaProcessor> other) {
        return new DeliveryPlan(
                stream,
                versionId,
                source,
                appendDelimiter,
                main,
                backup,
                conversion,
                other,
                partitioning,
                subRecords);
    }

    public DeliveryPlan withPartitioning(Optional<Partitioning> other) {
        return new DeliveryPlan(
                stream,
                versionId,
                source,
                appendDelimiter,
                main,
                backup,
                conversion,
                function,
                other,
                subRecords);
    }

    public DeliveryPlan withSubRecords(SubRecordRules other) {
        return new DeliveryPlan(
                stream,
                versionId,
                source,
                appendDelimiter,
                main,
                backup,
                conversion,
                function,
                partitioning,
                other);
    }

    /// What is left to be done with records that the function has transformed: they are taken apart
    /// already, and the backup is made of records as they came.
    public DeliveryPlan forTransformed() {
        return new DeliveryPlan(
                stream,
                versionId,
                source,
                appendDelimiter,
                main,
                Optional.empty(),
                conversion,
                Optional.empty(),
                partitioning,
                SubRecordRules.NONE);
    }
}
