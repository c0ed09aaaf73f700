package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateDeliveryStreamTest {
    private final FirehoseHarness firehose = new FirehoseHarness();

    @Test
    void answersTheArnOfAStreamThatIsNotActiveYet() {
        assertThat(create("'ExtendedS3DestinationConfiguration':" + FirehoseHarness.s3("")).body())
                .isEqualTo(
                        FirehoseHarness.json(
                                "{'DeliveryStreamARN':"
                                    + "'arn:aws:firehose:eu-west-1:111122223333:deliverystream/clicks'}"));
        assertThat(firehose.describe("clicks").get("DeliveryStreamStatus").asText())
                .isEqualTo("CREATING");
        firehose.background.runAll();
        assertThat(firehose.describe("clicks").get("DeliveryStreamStatus").asText())
                .isEqualTo("ACTIVE");
    }

    @Test
    void refusesANameThatIsTaken() {
        firehose.createStream("clicks", "");
        assertThat(create("'S3DestinationConfiguration':" + FirehoseHarness.s3("")).error())
                .isEqualTo(
                        "ResourceInUseException: Firehose clicks under accountId 111122223333"
                                + " already exists");
    }

    @Test
    void refusesMoreStreamsThanTheQuota() {
        FirehoseHarness small = new FirehoseHarness(2);
        small.createStream("b", "");
        small.createStream("a", "");
        String wish =
                "{'DeliveryStreamName':'c','S3DestinationConfiguration':"
                        + FirehoseHarness.s3("")
                        + "}";
        assertThat(small.call("CreateDeliveryStream", wish).error())
                .isEqualTo(
                        "LimitExceededException: You have already consumed your firehose quota of 2"
                                + " hoses. Firehose names: [a, b]");
        String elsewhere = wish.replace('\'', '"');
        assertThat(small.call("us-east-1", "CreateDeliveryStream", elsewhere).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'DeliveryStreamType':'DirectPut' | Exactly one destination configuration is"
                        + " supported for a Firehose",
                "'S3DestinationConfiguration':S3,'ExtendedS3DestinationConfiguration':S3 | Exactly"
                        + " one destination configuration is supported for a Firehose",
                "'DeliveryStreamType':'KinesisStreamAsSource','S3DestinationConfiguration':S3 |"
                        + " KinesisSourceStreamConfig is mandatory for KinesisStreamAsSource stream"
                        + " type.",
                "'DeliveryStreamType':'MSKAsSource','S3DestinationConfiguration':S3 |"
                        + " MSKSourceConfig is mandatory for MSK as Source stream type.",
                "'DeliveryStreamType':'DatabaseAsSource','S3DestinationConfiguration':S3 |"
                    + " IcebergDestinationConfiguration must be specified for Database as Source.",
                "MSK,'S3DestinationConfiguration':S3 | DeliveryStreamType MSKAsSource is not"
                        + " supported by this version of Hydrant: records come by puts or from a"
                        + " Kinesis data stream.",
                "KINESIS,'S3DestinationConfiguration':S3 | Stream s under account 111122223333 not"
                        + " found.",
                "'DirectPutSourceConfiguration':{'ThroughputHintInMBs':7},KINESIS,'S3DestinationConfiguration':S3"
                    + " | DirectPutSourceConfig is only applicable for DirectPut stream type",
                "KINESIS,'S3DestinationConfiguration':{'RoleARN':'arn:aws:iam::111122223333:role/fh','BucketARN':'arn:aws:s3:::lake','Prefix':'!{x'}"
                    + " | Ths supplied prefix(es) do not satisfy the following constraint: Invalid"
                    + " expression usage",
                "KINESIS,'S3DestinationConfiguration':S3,'DeliveryStreamEncryptionConfigurationInput':{'KeyType':'AWS_OWNED_CMK'}"
                    + " | Server side encryption from firehose is only allowed for direct put"
                    + " delivery streams and database as a source delivery streams",
                "'S3DestinationConfiguration':S3,'DeliveryStreamEncryptionConfigurationInput':{'KeyType':'CUSTOMER_MANAGED_CMK'}"
                    + " | KeyARN has to be specified when KeyType is CUSTOMER_MANAGED_CMK",
                "'S3DestinationConfiguration':S3,'DeliveryStreamEncryptionConfigurationInput':"
                    + "{'KeyType':'AWS_OWNED_CMK','KeyARN':'arn:aws:kms:eu-west-1:111122223333:key/a'}"
                    + " | KeyARN cannot be specified when KeyType is AWS_OWNED_CMK",
                "'S3DestinationConfiguration':S3,'DeliveryStreamEncryptionConfigurationInput':"
                    + "{'KeyType':'CUSTOMER_MANAGED_CMK','KeyARN':'arn:aws:kms:us-east-1:111122223333:key/a'}"
                    + " | Cross-region keys are not allowed for SSE. Please provide CMKs in the"
                    + " same region as firehose",
            })
    void saysWhatIsWrong(String members, String message) {
        String kinesis =
                "'DeliveryStreamType':'KinesisStreamAsSource','KinesisStreamSourceConfiguration':"
                        + "{'RoleARN':'"
                        + FirehoseHarness.ROLE
                        + "','KinesisStreamARN':'arn:aws:kinesis:eu-west-1:111122223333:stream/s'}";
        String msk =
                "'DeliveryStreamType':'MSKAsSource','MSKSourceConfiguration':{'MSKClusterARN':"
                        + "'arn:aws:kafka:eu-west-1:111122223333:cluster/c/1','TopicName':'t',"
                        + "'AuthenticationConfiguration':{'RoleARN':'"
                        + FirehoseHarness.ROLE
                        + "','Connectivity':'PUBLIC'}}";
        String sent =
                members.replace("KINESIS,", kinesis + ",")
                        .replace("MSK,", msk + ",")
                        .replace(":S3", ":" + FirehoseHarness.s3(""));
        assertThat(create(sent).error()).isEqualTo("InvalidArgumentException: " + message);
    }

    @Test
    void acceptsAKinesisSourceOfADirectPutStreamWithoutEffect() {
        String members =
                "'DeliveryStreamType':'DirectPut','KinesisStreamSourceConfiguration':{'RoleARN':'"
                        + FirehoseHarness.ROLE
                        + "','KinesisStreamARN':'arn:aws:kinesis:eu-west-1:111122223333:stream/s'},"
                        + "'S3DestinationConfiguration':"
                        + FirehoseHarness.s3("");
        assertThat(create(members).status()).isEqualTo(200);
        assertThat(firehose.describe("clicks").has("Source")).isFalse();
    }

    @Test
    void keepsTagsThroughputHintAndEncryption() {
        String members =
                "'DirectPutSourceConfiguration':{'ThroughputHintInMBs':7},"
                    + "'DeliveryStreamEncryptionConfigurationInput':{'KeyType':'AWS_OWNED_CMK'},"
                    + "'Tags':[{'Key':'team','Value':'web'},{'Key':'bare'}],"
                    + "'S3DestinationConfiguration':"
                        + FirehoseHarness.s3("");
        assertThat(create(members).status()).isEqualTo(200);
        firehose.background.runAll();
        assertThat(firehose.describe("clicks").get("Source"))
                .isEqualTo(
                        FirehoseHarness.json(
                                "{'DirectPutSourceDescription':{'ThroughputHintInMBs':7}}"));
        assertThat(firehose.describe("clicks").get("DeliveryStreamEncryptionConfiguration"))
                .isEqualTo(FirehoseHarness.json("{'KeyType':'AWS_OWNED_CMK','Status':'ENABLED'}"));
        assertThat(
                        firehose.ask("ListTagsForDeliveryStream", "{'DeliveryStreamName':'clicks'}")
                                .get("Tags")
                                .toString())
                .isEqualTo(
                        "[{\"Key\":\"bare\",\"Value\":\"\"},{\"Key\":\"team\",\"Value\":\"web\"}]");
    }

    @Test
    void reportsAMalformedSchemaRoleBeforeAllElse() {
        String members =
                "'ExtendedS3DestinationConfiguration':"
                        + FirehoseHarness.s3(
                                "'CompressionFormat':'?','DataFormatConversionConfiguration':"
                                        + "{'SchemaConfiguration':{'RoleARN':'arn:aws:iam::1:r'}}");
        assertThat(create(members).error())
                .isEqualTo("InvalidParameterValueException: Invalid role ARN.");
    }

    @Test
    void reportsAllModelConstraintsInOneMessage() {
        String wish =
                "{'DeliveryStreamName':'no spaces','ExtendedS3DestinationConfiguration':"
                        + FirehoseHarness.s3("'CompressionFormat':'SNAPPY'")
                        + "}";
        FirehoseHarness.Answer answer = firehose.call("CreateDeliveryStream", wish);
        assertThat(answer.error()).startsWith("ValidationException: 2 validation errors detected");
    }

    private FirehoseHarness.Answer create(String members) {
        return firehose.call(
                "CreateDeliveryStream", "{'DeliveryStreamName':'clicks'," + members + "}");
    }
}
