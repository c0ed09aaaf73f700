package io.hydrant.functions.api;

import static io.hydrant.functions.api.LambdaHarness.ARN;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.MappingSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Event source mappings through the API, with an engine that only remembers.
class MappingOperationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MAPPINGS = "/2015-03-31/event-source-mappings";
    private static final String STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/s";

    @TempDir Path folder;
    private LambdaHarness lambda;

    @BeforeEach
    void open() {
        lambda = new LambdaHarness(folder);
        lambda.create("f");
        lambda.streams.add("s");
    }

    private static String mapping(String more) {
        return mapping("f", STREAM, more);
    }

    private static String mapping(String function, String source, String more) {
        return ("{'FunctionName':'" + function + "','EventSourceArn':'" + source)
                + "','StartingPosition':'TRIM_HORIZON'"
                + more
                + "}";
    }

    private String create(String more) {
        return lambda.ask("POST", MAPPINGS, mapping(more)).path("UUID").asText();
    }

    private JsonNode get(String uuid) {
        return lambda.ask("GET", MAPPINGS + "/" + uuid, "");
    }

    private Mapping working(String uuid) {
        return lambda.engine.working.get(uuid);
    }

    @Test
    void aCreationIsAnsweredWithEverything() throws IOException {
        LambdaHarness.Answer answer = lambda.call("POST", MAPPINGS, mapping(""));
        assertThat(answer.status()).isEqualTo(202);
        String uuid = answer.body().path("UUID").asText();
        String expected =
                """
                {"BatchSize":100,"BisectBatchOnFunctionError":false,
                 "DestinationConfig":{"OnFailure":{}},
                 "EventSourceArn":"arn:aws:kinesis:eu-west-1:111122223333:stream/s",
                 "EventSourceMappingArn":
                     "arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:UUID-HERE",
                 "FunctionArn":"arn:aws:lambda:eu-west-1:111122223333:function:f",
                 "FunctionResponseTypes":[],"LastModified":1767323045.678,
                 "LastProcessingResult":"No records processed",
                 "MaximumBatchingWindowInSeconds":0,"MaximumRecordAgeInSeconds":-1,
                 "MaximumRetryAttempts":-1,"ParallelizationFactor":1,
                 "StartingPosition":"TRIM_HORIZON","State":"Creating",
                 "StateTransitionReason":"User action","TumblingWindowInSeconds":0,
                 "UUID":"UUID-HERE"}
                """
                        .replace("UUID-HERE", uuid);
        assertThat(answer.body()).isEqualTo(JSON.readTree(expected));
        lambda.settle();
        assertThat(get(uuid).path("State").asText()).isEqualTo("Enabled");
    }

    @Test
    void aMappingWorksWithItsDefaults() {
        Mapping mapping = working(create(""));
        assertThat(mapping.stream().arn().toString()).isEqualTo(STREAM);
        assertThat(mapping.consumerArn()).isEmpty();
        assertThat(mapping.start()).isEqualTo(new Mapping.Start.TrimHorizon());
        assertThat(mapping.invoker()).isEqualTo("arn:aws:iam::111122223333:role/r");
        assertThat(mapping.settings())
                .isEqualTo(
                        new MappingSettings(
                                ARN + "f",
                                100,
                                Duration.ZERO,
                                1,
                                OptionalInt.empty(),
                                Optional.empty(),
                                false,
                                false,
                                Optional.empty(),
                                List.of()));
    }

    @Test
    void whatIsSaidIsShownAndWorked() throws IOException {
        String said =
                """
                ,"BatchSize":10000,"MaximumBatchingWindowInSeconds":300,
                "ParallelizationFactor":10,"MaximumRetryAttempts":0,
                "MaximumRecordAgeInSeconds":60,"BisectBatchOnFunctionError":true,
                "FunctionResponseTypes":["ReportBatchItemFailures"],
                "DestinationConfig":{"OnFailure":{"Destination":"arn:aws:s3:::failures"}},
                "FilterCriteria":{"Filters":[{"Pattern":"{\\"data\\":{\\"a\\":[1]}}"}]},
                "KMSKeyArn":"arn:aws:kms:eu-west-1:111122223333:key/k",
                "MetricsConfig":{"Metrics":["EventCount"]},
                "LoggingConfig":{"SystemLogLevel":"INFO"}\
                """;
        String uuid = create(said);
        JsonNode shown = get(uuid);
        for (var member : JSON.readTree("{" + said.substring(1) + "}").properties()) {
            assertThat(shown.path(member.getKey()))
                    .as(member.getKey())
                    .isEqualTo(member.getValue());
        }
        assertThat(working(uuid).settings())
                .isEqualTo(
                        new MappingSettings(
                                ARN + "f",
                                10_000,
                                Duration.ofSeconds(300),
                                10,
                                OptionalInt.of(0),
                                Optional.of(Duration.ofSeconds(60)),
                                true,
                                true,
                                Optional.of("arn:aws:s3:::failures"),
                                List.of("{\"data\":{\"a\":[1]}}")));
    }

    @Test
    void readingBeginsWhereItWasAskedFor() {
        String latest = STREAM.replace("/s", "/latest");
        String timed = STREAM.replace("/s", "/timed");
        lambda.streams.add("latest");
        lambda.streams.add("timed");
        String first =
                lambda.ask(
                                "POST",
                                MAPPINGS,
                                mapping("f", latest, "").replace("TRIM_HORIZON", "LATEST"))
                        .path("UUID")
                        .asText();
        assertThat(working(first).start())
                .isEqualTo(new Mapping.Start.Latest(lambda.clock.instant()));
        String more = ",'StartingPositionTimestamp':1767000000.5";
        JsonNode second =
                lambda.ask(
                        "POST",
                        MAPPINGS,
                        mapping("f", timed, more).replace("TRIM_HORIZON", "AT_TIMESTAMP"));
        assertThat(working(second.path("UUID").asText()).start())
                .isEqualTo(new Mapping.Start.AtTimestamp(Instant.ofEpochMilli(1_767_000_000_500L)));
        assertThat(second.path("StartingPositionTimestamp").asDouble()).isEqualTo(1767000000.5);
    }

    @Test
    void startingPositionsAreChecked() {
        String none = "{'FunctionName':'f','EventSourceArn':'" + STREAM + "'}";
        assertThat(lambda.refusal("POST", MAPPINGS, none))
                .isEqualTo(
                        "400 InvalidParameterValueException: 1 validation error detected: Value"
                                + " null at 'startingPosition' failed to satisfy constraint: Member"
                                + " must not be null.");
        String timed = mapping("").replace("TRIM_HORIZON", "AT_TIMESTAMP");
        assertThat(lambda.refusal("POST", MAPPINGS, timed))
                .startsWith("400 InvalidParameterValueException: StartingPositionTimestamp is req");
        String future = timed.replace("}", ",'StartingPositionTimestamp':1767323046}");
        assertThat(lambda.refusal("POST", MAPPINGS, future)).contains("must not be in the future");
        String useless = mapping(",'StartingPositionTimestamp':1767000000");
        assertThat(lambda.refusal("POST", MAPPINGS, useless)).contains("TRIM_HORIZON");
        String unknown = mapping("").replace("TRIM_HORIZON", "SOON");
        assertThat(lambda.refusal("POST", MAPPINGS, unknown)).startsWith("400 ValidationException");
    }

    @Test
    void sourcesMustBeThere() {
        String missing = STREAM.replace("/s", "/t");
        assertThat(lambda.refusal("POST", MAPPINGS, mapping("f", missing, "")))
                .isEqualTo("400 InvalidParameterValueException: Stream not found: " + missing);
        for (String elsewhere :
                List.of(
                        STREAM.replace("eu-west-1", "us-east-1"),
                        STREAM.replace("111122223333", "999999999999"))) {
            assertThat(lambda.refusal("POST", MAPPINGS, mapping("f", elsewhere, "")))
                    .contains("Stream not found");
        }
        for (String other :
                List.of(
                        "arn:aws:sqs:eu-west-1:111122223333:q",
                        "arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/2026",
                        "arn:aws:kinesis:eu-west-1:111122223333:video/s")) {
            assertThat(lambda.refusal("POST", MAPPINGS, mapping("f", other, "")))
                    .isEqualTo("400 InvalidParameterValueException: Unrecognized event source.");
        }
        assertThat(
                        lambda.refusal(
                                "POST",
                                MAPPINGS,
                                "{'FunctionName':'f','StartingPosition':'LATEST'}"))
                .endsWith("Unrecognized event source.");
        assertThat(lambda.refusal("POST", MAPPINGS, mapping("g", STREAM, "")))
                .isEqualTo("400 InvalidParameterValueException: Function does not exist");
        assertThat(lambda.refusal("POST", MAPPINGS, mapping("f:prod", STREAM, "")))
                .endsWith("Function does not exist");
    }

    @Test
    void registeredConsumersAreSources() {
        String arn = lambda.streams.addConsumer("s", "c");
        String uuid = lambda.ask("POST", MAPPINGS, mapping("f", arn, "")).path("UUID").asText();
        assertThat(working(uuid).stream().arn().toString()).isEqualTo(STREAM);
        assertThat(working(uuid).consumerArn()).contains(arn);
        assertThat(get(uuid).path("EventSourceArn").asText()).isEqualTo(arn);
        String missing = arn.replace("/c:", "/d:");
        assertThat(lambda.refusal("POST", MAPPINGS, mapping("f", missing, "")))
                .isEqualTo("400 InvalidParameterValueException: Consumer not found: " + missing);
    }

    @Test
    void thereIsOneMappingFromASourceToAFunction() {
        String uuid = create("");
        String text =
                "409 ResourceConflictException: The event source arn (\" "
                        + STREAM
                        + " \") and function (\" f \") provided mapping already exists. Please"
                        + " update or delete the existing mapping with UUID "
                        + uuid;
        assertThat(lambda.refusal("POST", MAPPINGS, mapping(""))).isEqualTo(text);
        assertThat(lambda.refusal("POST", MAPPINGS, mapping(ARN + "f", STREAM, "")))
                .isEqualTo(text);
        lambda.create("g");
        String other = lambda.ask("POST", MAPPINGS, mapping("g", STREAM, "")).path("UUID").asText();
        assertThat(lambda.refusal("PUT", MAPPINGS + "/" + other, "{'FunctionName':'f'}"))
                .isEqualTo(text);
    }

    @Test
    void numbersAreBounded() {
        for (String wrong :
                List.of(
                        "'BatchSize':0",
                        "'BatchSize':10001",
                        "'MaximumBatchingWindowInSeconds':301",
                        "'ParallelizationFactor':11",
                        "'ParallelizationFactor':0",
                        "'MaximumRetryAttempts':-2",
                        "'MaximumRetryAttempts':10001",
                        "'MaximumRecordAgeInSeconds':604801",
                        "'TumblingWindowInSeconds':901",
                        "'FunctionResponseTypes':['x']")) {
            assertThat(lambda.refusal("POST", MAPPINGS, mapping("," + wrong)))
                    .as(wrong)
                    .startsWith("400 ValidationException: 1 validation error detected");
        }
        for (int age : new int[] {0, 1, 59}) {
            assertThat(
                            lambda.refusal(
                                    "POST",
                                    MAPPINGS,
                                    mapping(",'MaximumRecordAgeInSeconds':" + age)))
                    .isEqualTo(
                            "400 InvalidParameterValueException: MaximumRecordAgeInSeconds must be"
                                    + " -1 or from 60 to 604800 but was "
                                    + age
                                    + ".");
        }
    }

    @Test
    void whatIsNotSupportedIsRefusedByName() {
        for (String named :
                List.of(
                        "'TumblingWindowInSeconds':1",
                        "'Topics':['tt']",
                        "'Queues':['q']",
                        "'SelfManagedEventSource':{}",
                        "'SourceAccessConfigurations':[{'Type':'BASIC_AUTH','URI':'arn:aws:x:::y'}]",
                        "'ScalingConfig':{'MaximumConcurrency':2}",
                        "'AmazonManagedKafkaEventSourceConfig':{}",
                        "'SelfManagedKafkaEventSourceConfig':{}",
                        "'DocumentDBEventSourceConfig':{}",
                        "'ProvisionedPollerConfig':{'MinimumPollers':1}")) {
            String member = named.substring(1, named.indexOf('\'', 1));
            assertThat(lambda.refusal("POST", MAPPINGS, mapping("," + named)))
                    .startsWith("400 InvalidParameterValueException: " + member)
                    .contains("not supported by this version of Hydrant");
        }
    }

    private static String destination(String arn) {
        return ",'DestinationConfig':{'OnFailure':{'Destination':'" + arn + "'}}";
    }

    @Test
    void failuresGoToBucketsStreamsAndFunctions() {
        lambda.create("told");
        String uuid = create("");
        for (String arn :
                List.of(
                        "arn:aws:s3:::b.c-d",
                        STREAM.replace("/s", "/failures"),
                        "arn:aws:firehose:eu-west-1:111122223333:deliverystream/d",
                        ARN + "told",
                        ARN + "told:prod")) {
            String body = "{" + destination(arn).substring(1) + "}";
            lambda.ask("PUT", MAPPINGS + "/" + uuid, body);
            assertThat(working(uuid).settings().failureDestination()).contains(arn);
        }
        lambda.ask("PUT", MAPPINGS + "/" + uuid, "{" + destination("").substring(1) + "}");
        assertThat(working(uuid).settings().failureDestination()).isEmpty();
    }

    @Test
    void otherDestinationsAreRefused() {
        for (String service : List.of("sqs", "sns")) {
            String arn = "arn:aws:" + service + ":eu-west-1:111122223333:q";
            assertThat(lambda.refusal("POST", MAPPINGS, mapping(destination(arn))))
                    .startsWith(
                            "400 InvalidParameterValueException: OnFailure destinations of "
                                    + service
                                    + " are not supported");
        }
        for (String wrong :
                List.of(
                        "arn:aws:s3:::",
                        "arn:aws:s3:::B",
                        "arn:aws:events:eu-west-1:111122223333:event-bus/b",
                        "arn:aws:kinesis:eu-west-1:111122223333:video/s",
                        STREAM.replace("eu-west-1", "us-east-1"),
                        STREAM)) {
            assertThat(lambda.refusal("POST", MAPPINGS, mapping(destination(wrong))))
                    .as(wrong)
                    .startsWith("400 InvalidParameterValueException: The ")
                    .contains(wrong);
        }
        String success = ",'DestinationConfig':{'OnSuccess':{'Destination':'arn:aws:s3:::bucket'}}";
        assertThat(lambda.refusal("POST", MAPPINGS, mapping(success)))
                .endsWith(
                        "Unsupported DestinationConfig parameter for given event source mapping"
                                + " type.");
    }

    @Test
    void filtersAreReadWhenTheyAreSaid() {
        for (String pattern :
                List.of("simple string", "{'filter':[]}", "[]", "{}", "{'data':['x']}", "")) {
            String escaped = pattern.replace("'", "\\\"");
            String more = ",'FilterCriteria':{'Filters':[{'Pattern':'" + escaped + "'}]}";
            assertThat(lambda.refusal("POST", MAPPINGS, mapping(more)))
                    .startsWith(
                            "400 InvalidParameterValueException: Invalid filter pattern"
                                    + " definition. pattern 1: ");
        }
        String good = "{'Pattern':'{\\\"data\\\":{\\\"a\\\":[1]}}'}";
        String six = "[" + String.join(",", List.of(good, good, good, good, good, good)) + "]";
        assertThat(
                        lambda.refusal(
                                "POST",
                                MAPPINGS,
                                mapping(",'FilterCriteria':{'Filters':" + six + "}")))
                .contains("at most 5 filters but has 6");
        assertThat(lambda.refusal("POST", MAPPINGS, mapping(",'FilterCriteria':{'Filters':[{}]}")))
                .contains("pattern 1: it is missing");
        String uuid = create(",'FilterCriteria':{'Filters':[" + good + "]}");
        assertThat(working(uuid).settings().patterns()).hasSize(1);
        lambda.ask("PUT", MAPPINGS + "/" + uuid, "{'FilterCriteria':{}}");
        assertThat(working(uuid).settings().patterns()).isEmpty();
        assertThat(get(uuid).has("FilterCriteria")).isFalse();
    }
}
