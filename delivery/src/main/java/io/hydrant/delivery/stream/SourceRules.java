package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.ShardDirectory;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.DirectPutSourceConfiguration;
import software.amazon.awssdk.services.firehose.model.KinesisStreamSourceConfiguration;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rules for the source of a new delivery stream.
///
/// Source: captures of CreateDeliveryStream; the texts on the data stream itself are our own.
final class SourceRules {
    static final String NO_ENCRYPTION =
            "Server side encryption from firehose is only allowed for direct put delivery"
                    + " streams and database as a source delivery streams";

    private static final Pattern ARN =
            Pattern.compile(
                    "arn:[^:]*:kinesis:([a-z0-9-]+):(\\d{12}):stream/([a-zA-Z0-9_.-]{1,128})");

    private SourceRules() {}

    /// What is wrong in the request itself. A Kinesis source given for DirectPut is accepted and
    /// has no effect, as with the service.
    static void check(CreateDeliveryStreamRequest wish, DeliveryStreamType type) {
        refuseIf(
                type == DeliveryStreamType.KINESIS_STREAM_AS_SOURCE
                        && wish.kinesisStreamSourceConfiguration() == null,
                "KinesisSourceStreamConfig is mandatory for KinesisStreamAsSource stream type.");
        refuseIf(
                type == DeliveryStreamType.MSK_AS_SOURCE && wish.mskSourceConfiguration() == null,
                "MSKSourceConfig is mandatory for MSK as Source stream type.");
        refuseIf(
                type == DeliveryStreamType.DATABASE_AS_SOURCE
                        && wish.icebergDestinationConfiguration() == null,
                "IcebergDestinationConfiguration must be specified for Database as Source.");
        refuseIf(
                type != DeliveryStreamType.MSK_AS_SOURCE && wish.mskSourceConfiguration() != null,
                "MSKSourceConfig is only applicable for MSKAsSource stream type");
        refuseIf(
                type != DeliveryStreamType.DATABASE_AS_SOURCE
                        && wish.databaseSourceConfiguration() != null,
                "DatabaseSourceConfig is only applicable for DatabaseAsSource stream type");
        refuseIf(
                type != DeliveryStreamType.DIRECT_PUT
                        && wish.directPutSourceConfiguration() != null,
                "DirectPutSourceConfig is only applicable for DirectPut stream type");
    }

    static void checkEncryption(CreateDeliveryStreamRequest wish, DeliveryStreamType type) {
        refuseIf(
                wish.deliveryStreamEncryptionConfigurationInput() != null
                        && type != DeliveryStreamType.DIRECT_PUT
                        && type != DeliveryStreamType.DATABASE_AS_SOURCE,
                NO_ENCRYPTION);
    }

    /// The source of a request that is valid so far.
    ///
    /// @throws InvalidConfiguration when there is no such source, here or at all
    static StreamSource source(
            StreamId id,
            CreateDeliveryStreamRequest wish,
            DeliveryStreamType type,
            CreationContext context) {
        return switch (type) {
            case DIRECT_PUT -> new StreamSource.DirectPut(throughputHint(wish));
            case KINESIS_STREAM_AS_SOURCE ->
                    kinesis(id, wish.kinesisStreamSourceConfiguration(), context);
            case MSK_AS_SOURCE, DATABASE_AS_SOURCE, UNKNOWN_TO_SDK_VERSION ->
                    throw Unsupported.source(type.toString());
        };
    }

    private static StreamSource kinesis(
            StreamId id, KinesisStreamSourceConfiguration wish, CreationContext context) {
        String arn = wish.kinesisStreamARN();
        Matcher matcher = ARN.matcher(arn);
        refuseIf(!matcher.matches(), arn + " is not the ARN of a data stream.");
        DataStreamId stream =
                new DataStreamId(
                        new AccountId(matcher.group(2)),
                        new Region(matcher.group(1)),
                        matcher.group(3));
        refuseIf(
                !stream.region().equals(id.region()) || !stream.account().equals(id.account()),
                "The data stream must be in the account and region of the delivery stream, but is "
                        + arn);
        requireThere(stream, context.shards());
        return new StreamSource.KinesisStream(stream, wish.roleARN(), context.now());
    }

    private static void requireThere(DataStreamId stream, ShardDirectory shards) {
        try {
            shards.state(stream);
        } catch (DataStreamNotFound e) {
            throw new InvalidConfiguration(e.getMessage());
        }
    }

    private static OptionalInt throughputHint(CreateDeliveryStreamRequest wish) {
        DirectPutSourceConfiguration source = wish.directPutSourceConfiguration();
        return source == null || source.throughputHintInMBs() == null
                ? OptionalInt.empty()
                : OptionalInt.of(source.throughputHintInMBs());
    }

    /// What a new stream meets.
    ///
    /// @param shards the data streams there are
    /// @param tables those that records are converted by
    record CreationContext(Instant now, ShardDirectory shards, TableRules tables) {}
}
