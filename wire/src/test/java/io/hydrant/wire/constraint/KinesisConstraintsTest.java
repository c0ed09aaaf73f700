package io.hydrant.wire.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.wire.json.Codec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// The constraints of the Kinesis API and the messages the live service gives for them.
class KinesisConstraintsTest {
    private static final ServiceConstraints CONSTRAINTS = ServiceConstraints.load("kinesis");
    private static final String MODEL = "software.amazon.awssdk.services.kinesis.model.";
    private static final int DATA_BYTES_MAX = 10_485_760;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            textBlock =
                    """
                    CreateStream ~ {'StreamName':'s','ShardCount':1} ~
                    CreateStream ~ {'StreamName':'s'} ~
                    CreateStream ~ {'StreamName':'s','ShardCount':0} ~ Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1
                    CreateStream ~ {} ~ Value null at 'streamName' failed to satisfy constraint: Member must not be null
                    CreateStream ~ {'StreamName':'a b'} ~ Value 'a b' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+
                    CreateStream ~ {'StreamName':'x*129'} ~ Value 'x*129' at 'streamName' failed to satisfy constraint: Member must have length less than or equal to 128
                    CreateStream ~ {'StreamName':'s','MaxRecordSizeInKiB':1023} ~ Value '1023' at 'maxRecordSizeInKiB' failed to satisfy constraint: Member must have value greater than or equal to 1024
                    CreateStream ~ {'StreamName':'s','MaxRecordSizeInKiB':10241} ~ Value '10241' at 'maxRecordSizeInKiB' failed to satisfy constraint: Member must have value less than or equal to 10240
                    CreateStream ~ {'StreamName':'s','StreamModeDetails':{}} ~ Value null at 'streamModeDetails.streamMode' failed to satisfy constraint: Member must not be null
                    CreateStream ~ {'StreamName':'s','StreamModeDetails':{'StreamMode':'FREE'}} ~ Value 'FREE' at 'streamModeDetails.streamMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, ON_DEMAND]
                    CreateStream ~ {'StreamName':'s','Tags':{'':'v'}} ~ Value '{=v}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]
                    DescribeStream ~ {'StreamName':'s','Limit':10001} ~ Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000
                    DescribeStream ~ {'StreamARN':'arn:aws:kinesis:eu-west-1:111122223333:stream/s'} ~
                    DescribeStream ~ {'StreamARN':'arn:aws:s3:::s'} ~ Value 'arn:aws:s3:::s' at 'streamARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+
                    DescribeStream ~ {'StreamName':'s','StreamId':'a'} ~ Value 'a' at 'streamId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z0-9]{20}-[a-z0-9]{3}
                    DescribeLimits ~ {} ~
                    GetRecords ~ {'ShardIterator':''} ~ Value '' at 'shardIterator' failed to satisfy constraint: Member must have length greater than or equal to 1
                    GetRecords ~ {'ShardIterator':'x*513'} ~ Value 'x*513' at 'shardIterator' failed to satisfy constraint: Member must have length less than or equal to 512
                    GetRecords ~ {'ShardIterator':'i','Limit':10001} ~ Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000
                    GetShardIterator ~ {'StreamName':'s','ShardId':'0','ShardIteratorType':'latest'} ~ Value 'latest' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]
                    GetShardIterator ~ {'StreamName':'s','ShardId':'0','ShardIteratorType':'LATEST','StartingSequenceNumber':'01'} ~ Value '01' at 'startingSequenceNumber' failed to satisfy constraint: Member must satisfy regular expression pattern: 0|([1-9]\\d{0,128})
                    ListShards ~ {'StreamName':'s','ShardFilter':{}} ~ Value null at 'shardFilter.type' failed to satisfy constraint: Member must not be null
                    ListShards ~ {'NextToken':''} ~ Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1
                    ListTagsForStream ~ {'StreamName':'s','Limit':51} ~ Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50
                    PutRecord ~ {'StreamName':'s','PartitionKey':'k','Data':''} ~
                    PutRecord ~ {'StreamName':'s','PartitionKey':'k','Data':'','ExplicitHashKey':'-1'} ~ Value '-1' at 'explicitHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})
                    PutRecords ~ {'StreamName':'s','Records':[]} ~ Value '[]' at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1
                    PutRecords ~ {'StreamName':'s','Records':[{'PartitionKey':'k','Data':''},{'Data':''}]} ~ Value null at 'records.2.member.partitionKey' failed to satisfy constraint: Member must not be null
                    PutRecords ~ {'StreamName':'s','Records':[null]} ~ Value null at 'records.1.member' failed to satisfy constraint: Member must not be null
                    RegisterStreamConsumer ~ {'StreamARN':'arn:aws:kinesis:eu-west-1:111122223333:stream/s'} ~ Value null at 'consumerName' failed to satisfy constraint: Member must not be null
                    RemoveTagsFromStream ~ {'StreamName':'s','TagKeys':['']} ~ Value '[]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]
                    SplitShard ~ {'StreamName':'s','ShardToSplit':'0','NewStartingHashKey':'x'} ~ Value 'x' at 'newStartingHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})
                    SubscribeToShard ~ {'ConsumerARN':'arn:aws:kinesis:eu-west-1:111122223333:stream/s/consumer/c:1','ShardId':'0','StartingPosition':{'Type':'LATEST'}} ~
                    SubscribeToShard ~ {'ConsumerARN':'arn:aws:kinesis:eu-west-1:111122223333:stream/s','ShardId':'0','StartingPosition':{'Type':'LATEST'}} ~ Value 'arn:aws:kinesis:eu-west-1:111122223333:stream/s' at 'consumerARN' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+
                    UpdateShardCount ~ {'StreamName':'s','TargetShardCount':2,'ScalingType':'ANY'} ~ Value 'ANY' at 'scalingType' failed to satisfy constraint: Member must satisfy enum value set: [UNIFORM_SCALING]
                    """)
    void saysWhatIsWrong(String operation, String json, String expected) {
        assertThat(String.join("; ", texts(operation, expanded(json))))
                .isEqualTo(expected == null ? "" : expanded(expected));
    }

    @Test
    void tellsOfSeveralViolationsInTheOrderOfTheService() {
        assertThatThrownBy(
                        () ->
                                CONSTRAINTS.require(
                                        "PutRecord",
                                        PutRecordRequest.builder()
                                                .streamName("")
                                                .explicitHashKey("x")
                                                .build()))
                .isInstanceOf(ValidationFailed.class)
                .hasMessage(
                        "5 validation errors detected: Value null at 'partitionKey' failed to"
                            + " satisfy constraint: Member must not be null; Value 'x' at"
                            + " 'explicitHashKey' failed to satisfy constraint: Member must satisfy"
                            + " regular expression pattern: 0|([1-9]\\d{0,38}); Value null at"
                            + " 'data' failed to satisfy constraint: Member must not be null; Value"
                            + " '' at 'streamName' failed to satisfy constraint: Member must"
                            + " satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at"
                            + " 'streamName' failed to satisfy constraint: Member must have length"
                            + " greater than or equal to 1");
    }

    @Test
    void tellsOfTenViolationsAtMost() {
        String records = String.join(",", Collections.nCopies(20, "{}"));
        assertThat(texts("PutRecords", "{'Records':[" + records + "]}")).hasSize(10);
    }

    @Test
    void showsHowLongDataIsInsteadOfTheData() {
        PutRecordRequest.Builder largest =
                PutRecordRequest.builder()
                        .streamName("s")
                        .partitionKey("k")
                        .data(SdkBytes.fromByteArrayUnsafe(new byte[DATA_BYTES_MAX]));
        assertThat(CONSTRAINTS.check("PutRecord", largest.build())).isEmpty();

        SdkBytes tooLong = SdkBytes.fromByteArrayUnsafe(new byte[DATA_BYTES_MAX + 1]);
        assertThat(CONSTRAINTS.check("PutRecord", largest.data(tooLong).build()))
                .extracting(Violation::text)
                .containsExactly(
                        "Value 'java.nio.HeapByteBuffer[pos=0 lim=10485761 cap=10485761]' at 'data'"
                            + " failed to satisfy constraint: Member must have length less than or"
                            + " equal to 10485760");
    }

    @Test
    void namesRecordsWithoutTheirDataWhenThereAreTooMany() {
        PutRecordsRequestEntry entry =
                PutRecordsRequestEntry.builder()
                        .partitionKey("k")
                        .data(SdkBytes.fromByteArrayUnsafe(new byte[10_000]))
                        .build();
        PutRecordsRequest input =
                PutRecordsRequest.builder()
                        .streamName("s")
                        .records(Collections.nCopies(501, entry))
                        .build();

        Violation violation = CONSTRAINTS.check("PutRecords", input).getFirst();
        assertThat(violation.constraint())
                .isEqualTo("Member must have length less than or equal to 500");
        assertThat(violation.value().orElseThrow())
                .startsWith("'[com.amazonaws.kinesis.v20131202.PutRecordsRequestEntry@")
                .hasSizeLessThan(501 * 80);
    }

    /// What the model classes lack cannot be checked, so nothing may be missing unnoticed.
    @Test
    void findsEveryConstrainedMemberInTheModelClasses() {
        ConstraintTable table = ConstraintTable.load("kinesis");
        List<String> missing = new ArrayList<>();
        for (String operation : table.inputs().keySet()) {
            Map<String, ?> fields = ((SdkPojo) builder(operation)).sdkFieldNameToField();
            table.inputOf(operation).stream()
                    .flatMap(input -> input.members().stream())
                    .filter(member -> !fields.containsKey(member.name()))
                    .forEach(member -> missing.add(operation + "." + member.name()));
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PutRecord", "SubscribeToShard", "UpdateStreamWarmThroughput"})
    void knowsTheOperation(String operation) {
        assertThat(texts(operation, "{}")).isNotEmpty();
    }

    private static String expanded(String text) {
        return text.replace("x*129", "x".repeat(129)).replace("x*513", "x".repeat(513));
    }

    private static List<String> texts(String operation, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        SdkPojo input = Codec.read(bytes, bytes.length, builder(operation));
        return CONSTRAINTS.check(operation, input).stream().map(Violation::text).toList();
    }

    /// The builder of an operation's input class.
    @SuppressWarnings("unchecked")
    private static SdkBuilder<?, SdkPojo> builder(String operation) {
        try {
            Class<?> input = Class.forName(MODEL + operation + "Request");
            return (SdkBuilder<?, SdkPojo>) input.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no input class of " + operation, e);
        }
    }
}
