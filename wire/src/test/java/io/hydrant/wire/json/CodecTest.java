package io.hydrant.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.DatabaseSnapshotInfo;
import software.amazon.awssdk.services.firehose.model.DeleteDeliveryStreamResponse;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamResponse;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.PutRecordRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;

class CodecTest {
    private static final String S3 = "ExtendedS3DestinationConfiguration";

    @Test
    void readsNestedStructuresListsAndMaps() {
        CreateDeliveryStreamRequest input =
                create(
                        "{'DeliveryStreamName':'s','"
                                + S3
                                + "':{'BufferingHints':{'SizeInMBs':5},"
                                + "'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':'Lambda',"
                                + "'Parameters':[{'ParameterName':'LambdaArn','ParameterValue':'a'}]}]},"
                                + "'DataFormatConversionConfiguration':{'InputFormatConfiguration':{"
                                + "'Deserializer':{'OpenXJsonSerDe':{'ColumnToJsonKeyMappings':{'b':'c'}}}},"
                                + "'OutputFormatConfiguration':{'Serializer':{'OrcSerDe':{'PaddingTolerance':0.05}}}}}}");

        ExtendedS3DestinationConfiguration destination = input.extendedS3DestinationConfiguration();
        assertThat(destination.bufferingHints().sizeInMBs()).isEqualTo(5);
        assertThat(destination.processingConfiguration().processors().getFirst().parameters())
                .singleElement()
                .satisfies(parameter -> assertThat(parameter.parameterValue()).isEqualTo("a"));
        DataFormatConversionConfiguration conversion =
                destination.dataFormatConversionConfiguration();
        assertThat(
                        conversion
                                .inputFormatConfiguration()
                                .deserializer()
                                .openXJsonSerDe()
                                .columnToJsonKeyMappings())
                .containsEntry("b", "c");
        assertThat(
                        conversion
                                .outputFormatConfiguration()
                                .serializer()
                                .orcSerDe()
                                .paddingTolerance())
                .isEqualTo(0.05);
    }

    @Test
    void keepsTheTextOfUnknownEnumValues() {
        assertThat(
                        create("{'" + S3 + "':{'CompressionFormat':'SNAPPY'}}")
                                .extendedS3DestinationConfiguration()
                                .compressionFormatAsString())
                .isEqualTo("SNAPPY");
    }

    @Test
    void skipsUnknownMembersAndTakesNullAsAbsent() {
        CreateDeliveryStreamRequest input =
                create("{'Nobody':{'a':[1,{'b':null}]},'DeliveryStreamName':null,'Tags':null}");

        assertThat(input.deliveryStreamName()).isNull();
        assertThat(input.hasTags()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000, 2023-11-14T22:13:20Z",
        "1.7e9, 2023-11-14T22:13:20Z",
        "1700000000.678, 2023-11-14T22:13:20.678Z",
        "-0.5, 1969-12-31T23:59:59.500Z",
        "'\"1700000000.25\"', 2023-11-14T22:13:20.250Z"
    })
    void readsTimestampsAsSeconds(String json, Instant expected) {
        DatabaseSnapshotInfo read =
                read("{'RequestTimestamp':" + json + "}", DatabaseSnapshotInfo.builder());

        assertThat(read.requestTimestamp()).isEqualTo(expected);
    }

    @Test
    void readsBlobsOfEverySize() {
        Random random = new Random(3);
        for (int length = 0; length < 200; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            String base64 = Base64.getEncoder().encodeToString(data);
            PutRecordRequest input =
                    read("{'Record':{'Data':'" + base64 + "'}}", PutRecordRequest.builder());
            assertThat(input.record().data().asByteArray()).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "{",
                "{}}",
                "{} {}",
                "{'DeliveryStreamName':1}",
                "{'DeliveryStreamName':true}",
                "{'DeliveryStreamName':{}}",
                "{'DeliveryStreamName':['a']}",
                "{'DeliveryStreamName':'a\\ud800'}",
                "{'DeliveryStreamName':'a}",
                "{'DeliveryStreamName' 'a'}",
                "{'DeliveryStreamName':NaN}",
                "{'Tags':{}}",
                "{'Tags':'a'}",
                "{'Tags':['a']}",
                "{'Tags':[{'Key':1}]}",
                "{'S3DestinationConfiguration':[]}",
                "{'S3DestinationConfiguration':'a'}",
                "{'S3DestinationConfiguration':{'BufferingHints':{'SizeInMBs':'5'}}}",
                "{'S3DestinationConfiguration':{'BufferingHints':{'SizeInMBs':5.5}}}",
                "{'S3DestinationConfiguration':{'BufferingHints':{'SizeInMBs':2147483648}}}",
                "{'S3DestinationConfiguration':{'BufferingHints':{'SizeInMBs':1e999999999}}}",
                "{'S3DestinationConfiguration':{'BufferingHints':{'SizeInMBs':1e-999999999}}}",
                "{'S3DestinationConfiguration':{'CloudWatchLoggingOptions':{'Enabled':'true'}}}",
                "{'S3DestinationConfiguration':{'CloudWatchLoggingOptions':{'Enabled':1}}}"
            })
    void refusesWhatIsMalformed(String json) {
        assertThatThrownBy(() -> create(json)).isInstanceOf(MalformedRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a===", "Y=Q=", "????", "YQ", "YQ=", "YQ==YQ==", "äöü="})
    void refusesBadBase64(String text) {
        assertThatThrownBy(
                        () ->
                                read(
                                        "{'Record':{'Data':'" + text + "'}}",
                                        PutRecordRequest.builder()))
                .isInstanceOf(MalformedRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e30", "'a'", "''", "'1e999999999'", "{}", "true"})
    void refusesWhatIsNoTimestamp(String json) {
        assertThatThrownBy(
                        () ->
                                read(
                                        "{'RequestTimestamp':" + json + "}",
                                        DatabaseSnapshotInfo.builder()))
                .isInstanceOf(MalformedRequest.class);
    }

    @Test
    void boundsNesting() {
        String deep = "{'x':" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> create(deep)).isInstanceOf(MalformedRequest.class);
    }

    @Test
    void neverFailsOtherwiseOnRandomDamage() {
        String good =
                "{\"DeliveryStreamName\":\"s\",\"Records\":[{\"Data\":\"YWJj\"},{\"Data\":\"\"}]}";
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(5) == 0 ? random.nextInt(bytes.length) : bytes.length;
            try {
                Codec.read(bytes, length, PutRecordBatchRequest.builder());
            } catch (MalformedRequest e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void writesOnlyWhatIsThere() {
        assertThat(write(DeleteDeliveryStreamResponse.builder().build())).isEqualTo("{}");
        assertThat(
                        write(
                                DescribeDeliveryStreamResponse.builder()
                                        .deliveryStreamDescription(
                                                DeliveryStreamDescription.builder()
                                                        .deliveryStreamName("s")
                                                        .createTimestamp(
                                                                Instant.ofEpochMilli(
                                                                        1789012345678L))
                                                        .lastUpdateTimestamp(
                                                                Instant.ofEpochSecond(1789000000))
                                                        .hasMoreDestinations(false)
                                                        .build())
                                        .build()))
                .isEqualTo(
                        "{\"DeliveryStreamDescription\":{\"DeliveryStreamName\":\"s\","
                            + "\"CreateTimestamp\":1789012345.678,"
                            + "\"LastUpdateTimestamp\":1789000000,\"HasMoreDestinations\":false}}");
        assertThat(
                        write(
                                PutRecordBatchResponse.builder()
                                        .failedPutCount(0)
                                        .requestResponses(
                                                PutRecordBatchResponseEntry.builder()
                                                        .recordId("\"ä")
                                                        .build())
                                        .build()))
                .isEqualTo(
                        "{\"FailedPutCount\":0,\"RequestResponses\":[{\"RecordId\":\"\\\"ä\"}]}");
    }

    @Test
    void readsBackWhatItWrites() {
        PutRecordRequest input =
                PutRecordRequest.builder()
                        .deliveryStreamName("s")
                        .record(record -> record.data(SdkBytes.fromUtf8String("hällo")))
                        .build();

        assertThat(read(write(input), PutRecordRequest.builder())).isEqualTo(input);
    }

    private static CreateDeliveryStreamRequest create(String json) {
        return read(json, CreateDeliveryStreamRequest.builder());
    }

    private static <I extends SdkPojo> I read(String json, SdkBuilder<?, I> builder) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Codec.read(bytes, bytes.length, builder);
    }

    private static String write(SdkPojo pojo) {
        return new String(Codec.write(pojo), StandardCharsets.UTF_8);
    }
}
