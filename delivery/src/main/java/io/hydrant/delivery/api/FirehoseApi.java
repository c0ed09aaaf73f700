package io.hydrant.delivery.api;

import io.hydrant.delivery.pipeline.DeliveryEngine;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.JsonService;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.DeleteDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationUpdate;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsRequest;
import software.amazon.awssdk.services.firehose.model.ListTagsForDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordRequest;
import software.amazon.awssdk.services.firehose.model.StartDeliveryStreamEncryptionRequest;
import software.amazon.awssdk.services.firehose.model.StopDeliveryStreamEncryptionRequest;
import software.amazon.awssdk.services.firehose.model.TagDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.UntagDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.UpdateDestinationRequest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All operations of the Firehose API, version 2015-08-04.
public final class FirehoseApi {
    /// What stands before the dot in `X-Amz-Target`.
    public static final String TARGET_PREFIX = "Firehose_20150804";

    /// Bounds the memory of a request: the largest legal batch is 4 MiB, 5.6 MB in Base64.
    public static final int BODY_BYTES_MAX = 8 << 20;

    /// 64 MiB outside the heap under full load.
    private static final int PAYLOAD_BUFFERS_DEFAULT = 16;

    private final DeliveryStreams streams;
    private final PutScanner scanner;
    private final RecordIntake intake;
    private final ServiceConstraints constraints;

    public FirehoseApi(DeliveryStreams streams, DeliveryEngine engine, Telemetry telemetry) {
        this(
                streams,
                engine,
                telemetry,
                new Puts(new PayloadPool(PAYLOAD_BUFFERS_DEFAULT), PutSources.EVERYBODY));
    }

    /// How records come in.
    ///
    /// @param payloads where the records of large puts lie while they are appended
    /// @param sources whose puts are taken
    public record Puts(PayloadPool payloads, PutSources sources) {}

    public FirehoseApi(
            DeliveryStreams streams, DeliveryEngine engine, Telemetry telemetry, Puts puts) {
        this.streams = streams;
        this.scanner = new PutScanner(puts.payloads());
        this.intake = new RecordIntake(streams, engine, telemetry, puts.sources());
        this.constraints = ServiceConstraints.load("firehose");
    }

    public JsonService service() {
        return new JsonService(TARGET_PREFIX, operations(), FirehoseErrors::toWire, BODY_BYTES_MAX);
    }

    private List<Operation> operations() {
        return Stream.of(streamOperations(), recordOperations(), settingOperations())
                .flatMap(List::stream)
                .toList();
    }

    private List<Operation> streamOperations() {
        return List.of(
                new SchemaRoleFirst<>(
                        Operation.typed(
                                "CreateDeliveryStream",
                                CreateDeliveryStreamRequest::builder,
                                constraints,
                                new CreateDeliveryStream(streams)::answer),
                        CreateDeliveryStreamRequest::builder,
                        FirehoseApi::conversion),
                Operation.typed(
                        "DeleteDeliveryStream",
                        DeleteDeliveryStreamRequest::builder,
                        constraints,
                        new DeleteDeliveryStream(streams)::answer),
                Operation.typed(
                        "DescribeDeliveryStream",
                        DescribeDeliveryStreamRequest::builder,
                        constraints,
                        new DescribeDeliveryStream(streams)::answer),
                Operation.typed(
                        "ListDeliveryStreams",
                        ListDeliveryStreamsRequest::builder,
                        constraints,
                        new ListDeliveryStreams(streams)::answer),
                new SchemaRoleFirst<>(
                        Operation.typed(
                                "UpdateDestination",
                                UpdateDestinationRequest::builder,
                                constraints,
                                new UpdateDestination(streams)::answer),
                        UpdateDestinationRequest::builder,
                        FirehoseApi::conversion));
    }

    private List<Operation> recordOperations() {
        return List.of(
                new ScannedPutRecord(
                        intake,
                        scanner,
                        Operation.typed(
                                "PutRecord",
                                PutRecordRequest::builder,
                                constraints,
                                new PutRecord(intake)::answer)),
                new ScannedPutRecordBatch(
                        intake,
                        scanner,
                        Operation.typed(
                                "PutRecordBatch",
                                PutRecordBatchRequest::builder,
                                constraints,
                                new PutRecordBatch(intake)::answer)));
    }

    private List<Operation> settingOperations() {
        return List.of(
                Operation.typed(
                        "ListTagsForDeliveryStream",
                        ListTagsForDeliveryStreamRequest::builder,
                        constraints,
                        new ListTagsForDeliveryStream(streams)::answer),
                Operation.typed(
                        "StartDeliveryStreamEncryption",
                        StartDeliveryStreamEncryptionRequest::builder,
                        constraints,
                        new StartDeliveryStreamEncryption(streams)::answer),
                Operation.typed(
                        "StopDeliveryStreamEncryption",
                        StopDeliveryStreamEncryptionRequest::builder,
                        constraints,
                        new StopDeliveryStreamEncryption(streams)::answer),
                Operation.typed(
                        "TagDeliveryStream",
                        TagDeliveryStreamRequest::builder,
                        constraints,
                        new TagDeliveryStream(streams)::answer),
                Operation.typed(
                        "UntagDeliveryStream",
                        UntagDeliveryStreamRequest::builder,
                        constraints,
                        new UntagDeliveryStream(streams)::answer));
    }

    static Optional<DataFormatConversionConfiguration> conversion(
            CreateDeliveryStreamRequest request) {
        return Optional.ofNullable(request.extendedS3DestinationConfiguration())
                .map(ExtendedS3DestinationConfiguration::dataFormatConversionConfiguration);
    }

    private static Optional<DataFormatConversionConfiguration> conversion(
            UpdateDestinationRequest request) {
        return Optional.ofNullable(request.extendedS3DestinationUpdate())
                .map(ExtendedS3DestinationUpdate::dataFormatConversionConfiguration);
    }

    /// The stream a caller means: names live in the caller's account and region.
    static StreamId streamId(ApiCall call, String name) {
        return new StreamId(call.caller().account(), call.caller().region(), name);
    }
}
