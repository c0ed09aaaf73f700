package io.hydrant.streams.api;

import io.hydrant.streams.quota.CallRates;
import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Operation;
import io.hydrant.wire.json.TypedOperation;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kinesis.model.AddTagsToStreamRequest;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DecreaseStreamRetentionPeriodRequest;
import software.amazon.awssdk.services.kinesis.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.kinesis.model.DeleteStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeAccountSettingsRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeLimitsRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DisableEnhancedMonitoringRequest;
import software.amazon.awssdk.services.kinesis.model.EnableEnhancedMonitoringRequest;
import software.amazon.awssdk.services.kinesis.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.kinesis.model.IncreaseStreamRetentionPeriodRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListStreamsRequest;
import software.amazon.awssdk.services.kinesis.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamRequest;
import software.amazon.awssdk.services.kinesis.model.MergeShardsRequest;
import software.amazon.awssdk.services.kinesis.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.kinesis.model.RemoveTagsFromStreamRequest;
import software.amazon.awssdk.services.kinesis.model.SplitShardRequest;
import software.amazon.awssdk.services.kinesis.model.StartStreamEncryptionRequest;
import software.amazon.awssdk.services.kinesis.model.StopStreamEncryptionRequest;
import software.amazon.awssdk.services.kinesis.model.TagResourceRequest;
import software.amazon.awssdk.services.kinesis.model.UntagResourceRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateAccountSettingsRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateMaxRecordSizeRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateShardCountRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateStreamModeRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateStreamWarmThroughputRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The operations on streams, their shards and their settings: all but those on records and
/// consumers. The numbers say how often each may be called in a second where the service's quotas
/// hold.
///
/// Source of the numbers: Kinesis Data Streams API Reference.
final class ControlOperations {
    private final DataStreams streams;
    private final AccountSettings accounts;
    private final ConsumerRegistry consumers;
    private final CallQuotas quotas;
    private final ServiceConstraints constraints;

    ControlOperations(
            DataStreams streams,
            AccountSettings accounts,
            ConsumerRegistry consumers,
            InstantSource clock) {
        this.streams = streams;
        this.accounts = accounts;
        this.consumers = consumers;
        this.quotas = new CallQuotas(streams, new CallRates(clock));
        this.constraints = ServiceConstraints.load("kinesis");
    }

    List<Operation> operations() {
        return Stream.of(
                        streamOperations(),
                        settingOperations(),
                        accountOperations(),
                        tagOperations())
                .flatMap(List::stream)
                .toList();
    }

    private List<Operation> streamOperations() {
        return List.of(
                operation(
                        "CreateStream",
                        5,
                        CreateStreamRequest::builder,
                        new CreateStream(streams, accounts)::answer),
                operation(
                        "DeleteStream",
                        5,
                        DeleteStreamRequest::builder,
                        new DeleteStream(streams)::answer),
                operation(
                        "DescribeStream",
                        10,
                        DescribeStreamRequest::builder,
                        new DescribeStream(streams)::answer),
                operation(
                        "DescribeStreamSummary",
                        20,
                        DescribeStreamSummaryRequest::builder,
                        new DescribeStreamSummary(streams, consumers)::answer),
                operation(
                        "ListStreams",
                        5,
                        ListStreamsRequest::builder,
                        new ListStreams(streams)::answer),
                operation(
                        "ListShards",
                        1000,
                        ListShardsRequest::builder,
                        new ListShards(streams)::answer),
                operation(
                        "SplitShard",
                        5,
                        SplitShardRequest::builder,
                        new SplitShard(streams)::answer),
                operation(
                        "MergeShards",
                        5,
                        MergeShardsRequest::builder,
                        new MergeShards(streams)::answer),
                operation(
                        "UpdateShardCount",
                        10,
                        UpdateShardCountRequest::builder,
                        new UpdateShardCount(streams)::answer));
    }

    private List<Operation> settingOperations() {
        return List.of(
                operation(
                        "UpdateStreamMode",
                        5,
                        UpdateStreamModeRequest::builder,
                        new UpdateStreamMode(streams, accounts)::answer),
                operation(
                        "UpdateStreamWarmThroughput",
                        5,
                        UpdateStreamWarmThroughputRequest::builder,
                        new UpdateStreamWarmThroughput(streams, accounts)::answer),
                operation(
                        "UpdateMaxRecordSize",
                        5,
                        UpdateMaxRecordSizeRequest::builder,
                        new UpdateMaxRecordSize(streams)::answer),
                operation(
                        "IncreaseStreamRetentionPeriod",
                        5,
                        IncreaseStreamRetentionPeriodRequest::builder,
                        new IncreaseStreamRetentionPeriod(streams)::answer),
                operation(
                        "DecreaseStreamRetentionPeriod",
                        5,
                        DecreaseStreamRetentionPeriodRequest::builder,
                        new DecreaseStreamRetentionPeriod(streams)::answer),
                operation(
                        "StartStreamEncryption",
                        5,
                        StartStreamEncryptionRequest::builder,
                        new StartStreamEncryption(streams)::answer),
                operation(
                        "StopStreamEncryption",
                        5,
                        StopStreamEncryptionRequest::builder,
                        new StopStreamEncryption(streams)::answer),
                operation(
                        "EnableEnhancedMonitoring",
                        5,
                        EnableEnhancedMonitoringRequest::builder,
                        new EnableEnhancedMonitoring(streams)::answer),
                operation(
                        "DisableEnhancedMonitoring",
                        5,
                        DisableEnhancedMonitoringRequest::builder,
                        new DisableEnhancedMonitoring(streams)::answer));
    }

    private List<Operation> accountOperations() {
        return List.of(
                operation(
                        "DescribeLimits",
                        1,
                        DescribeLimitsRequest::builder,
                        new DescribeLimits(streams)::answer),
                operation(
                        "DescribeAccountSettings",
                        5,
                        DescribeAccountSettingsRequest::builder,
                        new DescribeAccountSettings(streams, accounts)::answer),
                operation(
                        "UpdateAccountSettings",
                        5,
                        UpdateAccountSettingsRequest::builder,
                        new UpdateAccountSettings(streams, accounts)::answer));
    }

    private List<Operation> tagOperations() {
        return List.of(
                operation(
                        "AddTagsToStream",
                        5,
                        AddTagsToStreamRequest::builder,
                        new AddTagsToStream(streams)::answer),
                operation(
                        "RemoveTagsFromStream",
                        5,
                        RemoveTagsFromStreamRequest::builder,
                        new RemoveTagsFromStream(streams)::answer),
                operation(
                        "ListTagsForStream",
                        5,
                        ListTagsForStreamRequest::builder,
                        new ListTagsForStream(streams)::answer),
                operation(
                        "TagResource",
                        5,
                        TagResourceRequest::builder,
                        new TagResource(streams, consumers)::answer),
                operation(
                        "UntagResource",
                        5,
                        UntagResourceRequest::builder,
                        new UntagResource(streams, consumers)::answer),
                operation(
                        "ListTagsForResource",
                        5,
                        ListTagsForResourceRequest::builder,
                        new ListTagsForResource(streams, consumers)::answer),
                operation(
                        "PutResourcePolicy",
                        5,
                        PutResourcePolicyRequest::builder,
                        new PutResourcePolicy(streams, consumers)::answer),
                operation(
                        "GetResourcePolicy",
                        5,
                        GetResourcePolicyRequest::builder,
                        new GetResourcePolicy(streams, consumers)::answer),
                operation(
                        "DeleteResourcePolicy",
                        5,
                        DeleteResourcePolicyRequest::builder,
                        new DeleteResourcePolicy(streams, consumers)::answer));
    }

    private <B extends SdkPojo & SdkBuilder<B, I>, I extends KinesisRequest> Operation operation(
            String name, int perSecond, Supplier<B> input, TypedOperation.Handler<I> handler) {
        return Operation.typed(
                name,
                input,
                constraints,
                (request, call) -> {
                    quotas.require(name, perSecond, request, call);
                    return handler.handle(request, call);
                });
    }
}
