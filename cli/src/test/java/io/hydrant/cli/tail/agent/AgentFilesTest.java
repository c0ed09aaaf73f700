package io.hydrant.cli.tail.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.tail.agent.Flow.Buffering;
import io.hydrant.cli.tail.agent.FlowDestination.PartitionKeys;
import io.hydrant.cli.tail.conversion.ConversionOption;
import io.hydrant.cli.tail.conversion.JsonLayout;
import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class AgentFilesTest {
    private static final String FLOW = "\"filePattern\":\"/v/app*\",\"kinesisStream\":\"s\"";

    @TempDir private Path root;

    @Test
    void readsTheConfigurationThatComesWithTheAgent() throws IOException {
        AgentConfiguration agent =
                agent(
                        """
                        {
                          "cloudwatch.emitMetrics": true,
                          "kinesis.endpoint": "",
                          "firehose.endpoint": "",
                          "flows": [
                            {
                              "filePattern": "/tmp/app.log*",
                              "kinesisStream": "yourkinesisstream",
                              "partitionKeyOption": "RANDOM"
                            },
                            {
                              "filePattern": "/tmp/app.log*",
                              "deliveryStream": "yourdeliverystream"
                            }
                          ]
                        }
                        """);

        assertThat(agent.flows())
                .extracting(Flow::id)
                .containsExactly(
                        "kinesis:yourkinesisstream:/tmp/app.log*",
                        "fh:yourdeliverystream:/tmp/app.log*");
        assertThat(agent.kinesis())
                .isEqualTo(
                        new ServiceAddress(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(agent.notes())
                .containsExactly(
                        "agent.json: cloudwatch.emitMetrics has no effect here: no metrics go to"
                                + " CloudWatch; the server has its own");
    }

    @Test
    void defaultsAreTheAgents() throws IOException {
        AgentConfiguration agent = agent("{\"flows\":[{" + FLOW + "}]}");

        Flow flow = agent.flows().getFirst();
        assertThat(flow.initialPosition()).isEqualTo(Flow.InitialPosition.END_OF_FILE);
        assertThat(flow.destination())
                .isEqualTo(new FlowDestination.Stream("s", PartitionKeys.RANDOM));
        assertThat(flow.buffering())
                .isEqualTo(new Buffering(Duration.ofSeconds(60), 500, 5 * 1024 * 1024));
        assertThat(flow.polling())
                .isEqualTo(new Flow.Polling(Duration.ofMillis(100), Duration.ofSeconds(10)));
        assertThat(flow.parsing().truncatedTerminator()).isEqualTo("\n");
        assertThat(flow.parsing().skipHeaderLines()).isZero();
        assertThat(flow.conversions()).isEmpty();
        assertThat(agent.statusPeriod()).isEqualTo(Duration.ofSeconds(30));
        assertThat(agent.shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(agent.checkpointTimeToLive()).isEqualTo(Duration.ofDays(7));
        assertThat(agent.notes()).isEmpty();
    }

    @Test
    void takesCommentsOfAllKindsAndNumbersInQuotes() throws IOException {
        AgentConfiguration agent =
                agent(
                        """
                        # ours
                        { // where
                          /* from */ "flows": [{"filePattern": "/v/app*", "deliveryStream": "d",
                              "maxBufferAgeMillis": "5000", "maxBufferSizeRecords": 7,
                              "maxBufferSizeBytes": 4194304, "aggregatedRecordSizeBytes": 1024,
                              "minTimeBetweenFilePollsMillis": 0 }]
                        }
                        """);

        Flow flow = agent.flows().getFirst();
        assertThat(flow.destination()).isEqualTo(new FlowDestination.DeliveryStream("d", 1024));
        assertThat(flow.buffering())
                .isEqualTo(new Buffering(Duration.ofSeconds(5), 7, 4 * 1024 * 1024));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "maxBufferAgeMillis":999            | maxBufferAgeMillis must be a whole number from 1000 to 900000 but was 999
                    "maxBufferAgeMillis":900001         | maxBufferAgeMillis must be a whole number from 1000 to 900000 but was 900001
                    "maxBufferAgeMillis":"soon"         | maxBufferAgeMillis must be a whole number from 1000 to 900000 but was soon
                    "maxBufferSizeRecords":501          | maxBufferSizeRecords must be a whole number from 1 to 500 but was 501
                    "maxBufferSizeRecords":1.5          | maxBufferSizeRecords must be a whole number from 1 to 500 but was 1.5
                    "maxBufferSizeBytes":5242881        | maxBufferSizeBytes must be a whole number from 1 to 5242880 but was 5242881
                    "waitOnFullPublishQueueMillis":1    | waitOnFullPublishQueueMillis must be a whole number from 1000 to 900000 but was 1
                    "aggregatedRecordSizeBytes":1024001 | aggregatedRecordSizeBytes must be a whole number from 0 to 1024000 but was 1024001
                    "skipHeaderLines":-1                | skipHeaderLines must be a whole number from 0 to 2147483647 but was -1
                    "initialPosition":"START"           | initialPosition must be START_OF_FILE or END_OF_FILE but was START
                    "partitionKeyOption":"random"       | partitionKeyOption must be RANDOM or DETERMINISTIC but was random
                    "multiLineStartPattern":"("         | multiLineStartPattern is no regular expression: Unclosed group in (
                    "initalPosition":"START_OF_FILE"    | there is no key initalPosition; did you mean initialPosition?
                    "dataProcessingOptions":{}          | dataProcessingOptions must be a list but was {}
                    "dataProcessingOptions":[1]         | dataProcessingOptions 1 must be an object but was 1
                    """)
    void refusesWrongValuesOfAFlowByName(String member, String message) {
        refuses("{\"flows\":[{" + FLOW + "," + member + "}]}", "agent.json, flow 1: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {}                                                       | optionName is missing
                    {"optionName":"CSV"}                                     | optionName must be SINGLELINE or CSVTOJSON or LOGTOJSON or ADDMETADATA or ADDEC2METADATA or ADDBRACKETS or USINGPLUGGIN but was CSV
                    {"optionName":"CSVTOJSON"}                               | CSVTOJSON needs customFieldNames
                    {"optionName":"CSVTOJSON","customFieldNames":"a"}        | customFieldNames must be a list but was "a"
                    {"optionName":"CSVTOJSON","customFieldNames":["a"],"delimiter":"["}  | delimiter is no regular expression: Unclosed character class in [
                    {"optionName":"CSVTOJSON","customFieldNames":["a"],"jsonFormat":"NICE"}  | jsonFormat must be COMPACT or PRETTYPRINT but was NICE
                    {"optionName":"CSVTOJSON","customFieldName":["a"]}       | there is no key customFieldName; did you mean customFieldNames?
                    {"optionName":"LOGTOJSON"}                               | LOGTOJSON needs logFormat, or matchPattern with customFieldNames
                    {"optionName":"LOGTOJSON","matchPattern":"(.)"}          | matchPattern needs customFieldNames
                    {"optionName":"LOGTOJSON","logFormat":"SYSLOG","customFieldNames":["a"]}  | the pattern has 5 groups but there are 1 field names; no line would ever be sent
                    {"optionName":"SINGLELINE","parseOptions":["TRIM"]}      | parseOptions may hold NO_TRIM and ESCAPE_NEW_LINE but held TRIM
                    {"optionName":"ADDEC2METADATA"}                          | ADDEC2METADATA is not supported: there is no EC2 instance to ask; ADDMETADATA adds values that you name
                    {"optionName":"USINGPLUGGIN","className":"a.B"}          | USINGPLUGGIN is not supported: classes made for the agent cannot be loaded here
                    """)
    void refusesConversionsItDoesNotHaveByName(String option, String message) {
        refuses(
                "{\"flows\":[{" + FLOW + ",\"dataProcessingOptions\":[" + option + "]}]}",
                "dataProcessingOptions 1: " + message,
                "flow 1, ");
    }

    @Test
    void readsConversions() throws IOException {
        AgentConfiguration agent =
                agent(
                        "{\"flows\":[{"
                                + FLOW
                                + """
                                ,"dataProcessingOptions":[
                                  {"optionName":"SINGLELINE","parseOptions":["NO_TRIM"]},
                                  {"optionName":"CSVTOJSON","customFieldNames":["a","b"],
                                   "jsonFormat":"PRETTYPRINT"},
                                  {"optionName":"ADDBRACKETS"}]}]}
                                """);

        assertThat(agent.flows().getFirst().conversions())
                .containsExactly(
                        new ConversionOption.SingleLine(false, false),
                        new ConversionOption.CsvToJson(
                                List.of("a", "b"), ",", JsonLayout.PRETTYPRINT),
                        new ConversionOption.AddBrackets());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {}                                                        | agent.json: flows is missing or empty; there is nothing to send
                    {"flows":{}}                                              | agent.json: flows must be a list but was {}
                    {"flow":[]}                                               | agent.json: there is no key flow; did you mean flows?
                    {"flows":[{}]}                                            | agent.json, flow 1: kinesisStream or deliveryStream is missing
                    {"flows":[{"kinesisStream":"s"}]}                         | agent.json, flow 1: filePattern is missing
                    {"flows":[{"kinesisStream":"s","filePattern":"app.log"}]} | agent.json, flow 1: filePattern app.log: the folder is missing
                    {"flows":[{"kinesisStream":"s","filePattern":"/v/"}]}     | agent.json, flow 1: filePattern /v/: the name of the file is missing
                    {"flows":[{"kinesisStream":"s","filePattern":"/v/*/a"}]}  | agent.json, flow 1: filePattern /v/*/a: only the name of the file may hold * ? [ { and not the folder
                    {"flows":[{"kinesisStream":"<NAME_OF_STREAM>","filePattern":"/v/a"}]} | agent.json, flow 1: kinesisStream still has the placeholder <NAME_OF_STREAM>; put the real value there
                    {"kinesis.endpoint":"kinesis.<REGION>.amazonaws.com"}     | agent.json: kinesis.endpoint still has the placeholder <REGION>; put the real value there
                    {"kinesis.endpoint":"a b"}                                | agent.json: kinesis.endpoint a b:
                    {"awsAccessKeyId":"a"}                                    | agent.json: flows is missing
                    {"log.statusReportingPeriodSeconds":0}                    | agent.json: flows is missing
                    []                                                        | agent.json must hold a JSON object
                    {"flows":[],"flows":[]}                                   | is no JSON: Duplicate
                    {"flows"                                                  | is no JSON: Unexpected end-of-input
                    """)
    void refusesWhatIsNoConfiguration(String json, String message) {
        refuses(json, message.strip());
    }

    @Test
    void refusesTwoFlowsThatAreTheSame() {
        refuses(
                "{\"flows\":[{" + FLOW + "},{" + FLOW + "}]}",
                "agent.json, flow 2: there is a flow kinesis:s:/v/app* already");
    }

    @Test
    void wordsOfOnesOwnAreNotedByName() throws IOException {
        assertThat(agent("{\"owner of this\":\"me\",\"flows\":[{" + FLOW + "}]}").notes())
                .singleElement()
                .asString()
                .startsWith("agent.json: owner of this is no key of the agent and has no effect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloudwatch.endpoint",
                "log.level",
                "log.file",
                "assumeRoleARN",
                "sts.endpoint",
                "maxSendingThreads",
                "userAgent",
                "userDefinedCredentialsProvider.location"
            })
    void keysWithoutEffectAreNoted(String key) throws IOException {
        assertThat(agent("{\"" + key + "\":\"1\",\"flows\":[{" + FLOW + "}]}").notes())
                .singleElement()
                .asString()
                .startsWith("agent.json: " + key + " has no effect here: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    kinesis.eu-west-1.amazonaws.com                   | eu-west-1      | -
                    https://kinesis.us-gov-west-1.amazonaws.com/      | us-gov-west-1  | -
                    kinesis.cn-north-1.amazonaws.com.cn               | cn-north-1     | -
                    kinesis.amazonaws.com                             | us-east-1      | -
                    vpce-1a-2b.kinesis.us-east-2.vpce.amazonaws.com   | us-east-2      | -
                    http://127.0.0.1:4566                             | -              | http://127.0.0.1:4566
                    streams.example.com                               | -              | https://streams.example.com
                    """)
    void findsRegionOrServerInTheEndpoint(String endpoint, String region, URI server)
            throws IOException {
        AgentConfiguration agent =
                agent("{\"kinesis.endpoint\":\"" + endpoint + "\",\"flows\":[{" + FLOW + "}]}");

        assertThat(agent.kinesis().region()).isEqualTo(Optional.ofNullable(region));
        assertThat(agent.kinesis().server()).isEqualTo(Optional.ofNullable(server));
        assertThat(agent.firehose().region()).isEqualTo(Optional.ofNullable(region));
        assertThat(agent.notes().isEmpty()).isEqualTo(server != null);
    }

    @Test
    void theRegionWinsOverThatOfTheEndpoint() throws IOException {
        AgentConfiguration agent =
                agent(
                        "{\"kinesis.region\":\"eu-west-1\","
                                + "\"kinesis.endpoint\":\"kinesis.us-east-1.amazonaws.com\","
                                + "\"firehose.endpoint\":\"firehose.us-west-2.amazonaws.com\","
                                + "\"flows\":[{"
                                + FLOW
                                + "}]}");

        assertThat(agent.kinesis().region()).contains("eu-west-1");
        assertThat(agent.firehose().region()).contains("us-west-2");
    }

    @Test
    void addsFlowsOfTheFolderBesideIt() throws IOException {
        Files.createDirectory(root.resolve("agent.d"));
        Files.writeString(
                root.resolve("agent.d/b.json"),
                "{\"log.level\":\"INFO\",\"flows\":[{\"filePattern\":\"/v/b\",\"deliveryStream\":\"b\"}]}");
        Files.writeString(
                root.resolve("agent.d/a"),
                "{\"flows\":[{\"filePattern\":\"/v/a\",\"deliveryStream\":\"a\"}]}");
        Files.writeString(root.resolve("agent.d/.swp"), "nonsense");

        AgentConfiguration agent = agent("{\"flows\":[{" + FLOW + "}]}");

        assertThat(agent.flows())
                .extracting(Flow::id)
                .containsExactly("kinesis:s:/v/app*", "fh:a:/v/a", "fh:b:/v/b");
        assertThat(agent.notes())
                .containsExactly("b.json: log.level has no effect here: only flows count");
    }

    @Test
    void keysGoTogether() {
        refuses(
                "{\"awsAccessKeyId\":\"a\",\"flows\":[{" + FLOW + "}]}",
                "agent.json: awsAccessKeyId and awsSecretAccessKey go together");
    }

    @Test
    void ofTwoStreamsTheDeliveryStreamIsTaken() throws IOException {
        AgentConfiguration agent = agent("{\"flows\":[{" + FLOW + ",\"deliveryStream\":\"d\"}]}");

        assertThat(agent.flows().getFirst().id()).isEqualTo("fh:d:/v/app*");
        assertThat(agent.notes()).singleElement().asString().contains("takes deliveryStream");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> AgentFiles.read(root.resolve("none.json")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("none.json cannot be read (NoSuchFileException)");
    }

    private AgentConfiguration agent(String json) throws IOException {
        Path file = root.resolve("agent.json");
        Files.writeString(file, json);
        return AgentFiles.read(file);
    }

    private void refuses(String json, String... parts) {
        assertThatThrownBy(() -> agent(json))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContainingAll(parts);
    }
}
