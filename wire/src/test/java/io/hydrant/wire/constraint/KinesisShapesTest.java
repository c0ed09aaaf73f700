package io.hydrant.wire.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The documented field constraints of the Kinesis Data Streams API Reference, against the table in
/// use.
class KinesisShapesTest {
    private static final ConstraintTable TABLE = ConstraintTable.load("kinesis");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            textBlock =
                    """
                    StreamName ~ 1..128 [a-zA-Z0-9_.-]+
                    StreamARN ~ 1..2048 arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+
                    ConsumerName ~ 1..128 [a-zA-Z0-9_.-]+
                    ConsumerARN ~ 1..2048 ^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+
                    ShardId ~ 1..128 [a-zA-Z0-9_.-]+
                    ShardIterator ~ 1..512
                    NextToken ~ 1..1048576
                    Data ~ 0..10485760
                    PartitionKey ~ 1..256
                    HashKey ~ .. 0|([1-9]\\d{0,38})
                    SequenceNumber ~ .. 0|([1-9]\\d{0,128})
                    PutRecordsRequestEntryList ~ 1..500
                    PositiveIntegerObject ~ 1..
                    DescribeStreamInputLimit ~ 1..10000
                    GetRecordsInputLimit ~ 1..10000
                    ListShardsInputLimit ~ 1..10000
                    ListStreamsInputLimit ~ 1..10000
                    ListStreamConsumersInputLimit ~ 1..10000
                    ListTagsForStreamInputLimit ~ 1..50
                    MaxRecordSizeInKiB ~ 1024..10240
                    TagKey ~ 1..128
                    TagValue ~ 0..256
                    TagMap ~ 1..200
                    TagKeyList ~ 1..50
                    KeyId ~ 1..2048
                    MetricsNameList ~ 1..7
                    MetricsName ~ [IncomingBytes, IncomingRecords, OutgoingBytes, OutgoingRecords, WriteProvisionedThroughputExceeded, ReadProvisionedThroughputExceeded, IteratorAgeMilliseconds, ALL]
                    EncryptionType ~ [NONE, KMS]
                    ScalingType ~ [UNIFORM_SCALING]
                    StreamMode ~ [PROVISIONED, ON_DEMAND]
                    ShardFilterType ~ [AFTER_SHARD_ID, AT_TRIM_HORIZON, FROM_TRIM_HORIZON, AT_LATEST, AT_TIMESTAMP, FROM_TIMESTAMP]
                    ShardIteratorType ~ [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]
                    """)
    void holdsWhatIsDocumented(String shape, String expected) {
        assertThat(ShapeText.of(TABLE.shape(shape))).isEqualTo(expected);
    }
}
