package io.hydrant.delivery.pipeline;

import io.hydrant.catalog.table.TableName;
import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.delivery.plan.LogTarget;
import io.hydrant.delivery.plan.Partitioning;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.plan.TableReference;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/// Plans for tests, changed one thing at a time.
final class Plans {
    static final StreamId STREAM =
            new StreamId(AccountId.DEFAULT, new Region("eu-west-1"), "clicks");

    static final TableName TRIPS =
            new TableName(AccountId.DEFAULT, new Region("eu-west-1"), "db", "trips");

    static final String FUNCTION = "arn:aws:lambda:eu-west-1:000000000000:function:f";

    private Plans() {}

    static DeliveryPlan plain() {
        return new DeliveryPlan(STREAM, 1, false, sink("lake", ""), Optional.empty());
    }

    static S3Sink sink(String bucket, String prefix) {
        return new S3Sink(
                bucket,
                prefix,
                "",
                new BufferingHints(1 << 20, Duration.ofSeconds(60)),
                Compression.UNCOMPRESSED,
                Optional.empty(),
                ZoneOffset.UTC,
                Optional.empty(),
                Optional.of(new LogTarget("group", "stream")));
    }

    static DeliveryPlan withBackup(DeliveryPlan plan) {
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId(),
                plan.source(),
                plan.appendDelimiter(),
                plan.main(),
                Optional.of(sink("backup", "raw/")),
                plan.conversion(),
                plan.function(),
                plan.partitioning(),
                plan.subRecords());
    }

    static DeliveryPlan delimited(DeliveryPlan plan) {
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId(),
                plan.source(),
                true,
                plan.main(),
                plan.backup(),
                plan.conversion(),
                plan.function(),
                plan.partitioning(),
                plan.subRecords());
    }

    static DeliveryPlan readingFrom(DeliveryPlan plan, DataStreamSource source) {
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId(),
                Optional.of(source),
                plan.appendDelimiter(),
                plan.main(),
                plan.backup(),
                plan.conversion(),
                plan.function(),
                plan.partitioning(),
                plan.subRecords());
    }

    static DeliveryPlan withHints(DeliveryPlan plan, BufferingHints hints) {
        S3Sink main = plan.main();
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId(),
                plan.source(),
                plan.appendDelimiter(),
                new S3Sink(
                        main.bucket(),
                        main.prefix(),
                        main.errorPrefix(),
                        hints,
                        main.compression(),
                        main.fileExtension(),
                        main.zone(),
                        main.kmsKeyArn(),
                        main.errorLog()),
                plan.backup(),
                plan.conversion(),
                plan.function(),
                plan.partitioning(),
                plan.subRecords());
    }

    /// Converted by the newest version of [#TRIPS].
    static DeliveryPlan converting(DeliveryPlan plan) {
        return converting(plan, TableReference.LATEST);
    }

    static DeliveryPlan converting(DeliveryPlan plan, String versionId) {
        TableReference table =
                new TableReference(
                        TRIPS.catalog().value(),
                        TRIPS.region().value(),
                        TRIPS.database(),
                        TRIPS.table(),
                        versionId,
                        "arn:aws:iam::000000000000:role/fh");
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId(),
                plan.source(),
                plan.appendDelimiter(),
                plan.main(),
                plan.backup(),
                Optional.of(
                        new Conversion(
                                table, JsonDialect.OpenX.DEFAULTS, FileFormat.Parquet.DEFAULTS)),
                plan.function(),
                plan.partitioning(),
                plan.subRecords());
    }

    /// Batches of at least so many bytes, or of what waits for 10 seconds.
    static DeliveryPlan transforming(DeliveryPlan plan, long batchBytes) {
        return plan.withFunction(
                Optional.of(new LambdaProcessor(FUNCTION, 3, batchBytes, Duration.ofSeconds(10))));
    }

    static DeliveryPlan next(DeliveryPlan plan, Compression compression) {
        S3Sink main = plan.main();
        S3Sink changed =
                new S3Sink(
                        main.bucket(),
                        main.prefix(),
                        main.errorPrefix(),
                        main.hints(),
                        compression,
                        main.fileExtension(),
                        main.zone(),
                        main.kmsKeyArn(),
                        main.errorLog());
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId() + 1,
                plan.source(),
                plan.appendDelimiter(),
                changed,
                plan.backup(),
                plan.conversion(),
                plan.function(),
                plan.partitioning(),
                plan.subRecords());
    }

    /// Partitioned by what a query and a prefix name; errors go to `errors/<type>/`.
    static DeliveryPlan partitioned(DeliveryPlan plan, String prefix, Optional<String> query) {
        S3Sink main = plan.main();
        S3Sink sink =
                new S3Sink(
                        main.bucket(),
                        prefix,
                        "errors/!{firehose:error-output-type}/",
                        main.hints(),
                        main.compression(),
                        main.fileExtension(),
                        main.zone(),
                        main.kmsKeyArn(),
                        main.errorLog());
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId(),
                plan.source(),
                plan.appendDelimiter(),
                sink,
                plan.backup(),
                plan.conversion(),
                plan.function(),
                Optional.of(new Partitioning(query)),
                plan.subRecords());
    }
}
