package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.plan.LambdaProcessor;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class LambdaProcessorTest {
    private static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:function:f:live";
    private final FirehoseHarness firehose = new FirehoseHarness();

    @Test
    void plansTheFunctionWithTheDefaultsOfTheService() {
        firehose.createStream("clicks", processing("{'Type':'Lambda','Parameters':[ARN]}"));
        assertThat(firehose.plan("clicks").function())
                .contains(new LambdaProcessor(ARN, 3, 1 << 20, Duration.ofSeconds(60)));
    }

    @Test
    void plansTheFunctionAsItIsConfigured() {
        firehose.createStream(
                "clicks",
                processing(
                        "{'Type':'AppendDelimiterToRecord'},{'Type':'Lambda','Parameters':[ARN,"
                                + parameter("NumberOfRetries", "0")
                                + ","
                                + parameter("BufferSizeInMBs", "0.5")
                                + ","
                                + parameter("BufferIntervalInSeconds", "0")
                                + "]}"));
        assertThat(firehose.plan("clicks").function())
                .contains(new LambdaProcessor(ARN, 0, 512 << 10, Duration.ZERO));
        assertThat(firehose.plan("clicks").appendDelimiter()).isTrue();
    }

    @Test
    void plansNoFunctionWhileProcessingIsOff() {
        String off = processing("{'Type':'Lambda','Parameters':[ARN]}").replace("true", "false");
        firehose.createStream("clicks", off);
        assertThat(firehose.plan("clicks").function()).isEmpty();
    }

    @Test
    void takesTheFunctionAwayWithAnUpdate() {
        firehose.createStream("clicks", processing("{'Type':'Lambda','Parameters':[ARN]}"));
        firehose.call(
                "UpdateDestination",
                "{'DeliveryStreamName':'clicks','CurrentDeliveryStreamVersionId':'1',"
                        + "'DestinationId':'destinationId-000000000001',"
                        + "'ExtendedS3DestinationUpdate':{'ProcessingConfiguration':"
                        + "{'Enabled':false,'Processors':[]}}}");
        assertThat(firehose.plan("clicks").versionId()).isEqualTo(2);
        assertThat(firehose.plan("clicks").function()).isEmpty();
    }

    private static String processing(String processors) {
        String members = "'ProcessingConfiguration':{'Enabled':true,'Processors':[" + processors;
        return members.replace("ARN", parameter("LambdaArn", ARN)) + "]}";
    }

    private static String parameter(String name, String value) {
        return "{'ParameterName':'" + name + "','ParameterValue':'" + value + "'}";
    }
}
