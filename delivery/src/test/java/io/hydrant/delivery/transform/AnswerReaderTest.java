package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.transform.LaneHarness.Result;
import io.hydrant.delivery.transform.TransformFunction.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What is made of answers, row by row; those of the usual shape once more in an unusual one.
class AnswerReaderTest {
    private static final String ONE = "b25l"; // "one"
    private UnaryOperator<String> script = it -> it;
    private final LaneHarness harness =
            new LaneHarness(
                    (_, event) -> {
                        String answer = script.apply(new String(event, StandardCharsets.UTF_8));
                        return new Answer.Returned(answer.getBytes(StandardCharsets.UTF_8));
                    });
    private TransformedBatch.Counts counts = new TransformedBatch.Counts(0, 0, 0, 0, 0);

    /// A record of the answer to the event of two records, "a" and "b".
    enum Shape {
        USUAL("{\"records\":[%s]}"),
        SPACED("{ \"records\" : [\n%s\t]\r}\n"),
        GENERAL("{\"other\":[{\"x\":null}],\"records\":[%s],\"more\":1.5e3}");

        private final String frame;

        Shape(String frame) {
            this.frame = frame;
        }

        String of(String... records) {
            return frame.formatted(String.join(",", records));
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(Shape.values());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void takesTransformedData(Shape shape) {
        assertThat(answered(shape.of(ok(0, ONE), ok(1, ""))))
                .extracting(Result::data)
                .containsExactly("one", "");
        assertThat(counts).isEqualTo(new TransformedBatch.Counts(2, 3, 0, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void takesRecordsInAnyOrder(Shape shape) {
        assertThat(answered(shape.of(ok(1, "Yg=="), ok(0, "YQ=="))))
                .extracting(Result::data)
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void leavesOutDroppedRecordsButNotTheirPositions(Shape shape) {
        assertThat(answered(shape.of(record(0, "Dropped", "\"data\":\"!!\""), ok(1, ONE))))
                .extracting(Result::position)
                .containsExactly(new Position(0, 1, 0));
        assertThat(counts).isEqualTo(new TransformedBatch.Counts(1, 3, 1, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void dropsRecordsWithoutData(Shape shape) {
        assertThat(answered(shape.of(record(0, "Dropped"), record(1, "Dropped", "\"data\":null"))))
                .isEmpty();
        assertThat(counts.dropped()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void failsWhatTheFunctionSaysFailed(Shape shape) {
        List<Result> results =
                answered(shape.of(record(0, "ProcessingFailed", "\"data\":\"b25l\""), ok(1, ONE)));
        assertThat(results.get(0).data()).isEqualTo("a");
        Failure failure = ((Processed.Failed) results.get(0).outcome()).failure();
        assertThat(failure.code()).isEqualTo("Lambda.ProcessingFailedStatus");
        assertThat(failure.message()).isEqualTo("ProcessingFailed status set for record");
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure.at()).isEqualTo(Instant.parse("2026-01-01T00:00:00.448Z"));
        assertThat(failure.functionArn()).isEqualTo(LaneHarness.FUNCTION);
        assertThat(results.get(1).code()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void failsOnlyRecordsThatAreMissing(Shape shape) {
        List<Result> results = answered(shape.of(ok(1, ONE)));
        assertThat(results).extracting(Result::code).containsExactly("Lambda.MissingRecordId", "");
        assertThat(message(results.get(0)))
                .isEqualTo(
                        "One or more record Ids were not returned. Ensure that the Lambda function"
                                + " returns all received record Ids.");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void failsRecordsThatAreReturnedTwice(Shape shape) {
        List<Result> results =
                answered(shape.of(ok(0, ONE), ok(1, ONE), record(0, "Dropped"), ok(0, ONE)));
        assertThat(results)
                .extracting(Result::code)
                .containsExactly("Lambda.DuplicatedRecordId", "");
        assertThat(results.get(0).data()).isEqualTo("a");
        assertThat(message(results.get(0)))
                .isEqualTo(
                        "Multiple records were returned with the same record Id. Ensure that the"
                                + " Lambda function returns a unique record Id for each record.");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void ignoresRecordsThatWereNotSent(Shape shape) {
        String unknown = "{\"recordId\":\"17\",\"result\":\"Ok\",\"data\":\"b25l\"}";
        assertThat(answered(shape.of(unknown, ok(0, ONE), unknown, ok(1, ONE))))
                .extracting(Result::data)
                .containsExactly("one", "one");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void failsOkWithoutData(Shape shape) {
        List<Result> results =
                answered(shape.of(record(0, "Ok"), record(1, "Ok", "\"data\":null")));
        assertThat(results)
                .extracting(Result::code)
                .containsExactly("Lambda.InvalidReturnFormat", "Lambda.InvalidReturnFormat");
        assertThat(message(results.get(1)))
                .startsWith("The data field cannot be null when the SourceType is DirectPut");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"result\":\"OK\",\"data\":\"YQ==\"",
                "\"result\":\"ok\",\"data\":\"YQ==\"",
                "\"result\":null,\"data\":\"YQ==\"",
                "\"result\":7,\"data\":\"YQ==\"",
                "\"data\":\"YQ==\"",
                "\"result\":\"Ok\",\"data\":\"Y\"",
                "\"result\":\"Ok\",\"data\":\"a b=\"",
                "\"result\":\"Ok\",\"data\":\"YQ==YQ==\"",
                "\"result\":\"Ok\",\"data\":\"Grün\"",
                "\"result\":\"Ok\",\"data\":{\"a\":1}",
                "\"result\":\"Ok\",\"data\":5",
                "\"result\":\"Ok\",\"data\":\"\",\"metadata\":7",
                "\"result\":\"Ok\",\"data\":\"\",\"metadata\":{\"partitionKeys\":[\"a\"]}",
                "\"result\":\"Ok\",\"data\":\"\",\"metadata\":{\"partitionKeys\":{\"a\":1}}",
                "\"result\":\"Ok\",\"data\":\"\",\"metadata\":{\"partitionKeys\":{\"a\":null}}"
            })
    void failsOnlyTheRecordThatIsInvalid(String members) {
        List<Result> results =
                answered(
                        "{\"records\":[{\"recordId\":\"ID0\","
                                + members
                                + "},"
                                + ok(1, ONE)
                                + "]}");
        assertThat(results)
                .extracting(Result::code)
                .containsExactly("Lambda.InvalidReturnFormat", "");
        assertThat(message(results.get(0))).startsWith("Check your function and make sure");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void keepsPartitionKeys(Shape shape) {
        String keys = "\"data\":\"b25l\",\"metadata\":{\"partitionKeys\":{\"lang\":\"en\"}}";
        String other =
                "\"metadata\": { \"partitionKeys\" : { \"lang\" : \"d\\u0065\", \"x\": \"ü/\" } },"
                        + "\"data\":\"b25l\"";
        assertThat(answered(shape.of(record(0, "Ok", keys), record(1, "Ok", other))))
                .extracting(Result::outcome)
                .containsExactly(
                        new Processed.Ok(Map.of("lang", "en")),
                        new Processed.Ok(Map.of("lang", "de", "x", "ü/")));
    }

    @Test
    void takesMetadataWithoutKeys() {
        String none = "\"data\":\"b25l\",\"metadata\":null";
        String empty = "\"data\":\"b25l\",\"metadata\":{\"otfMetadata\":{\"a\":1}}";
        assertThat(answered(Shape.USUAL.of(record(0, "Ok", none), record(1, "Ok", empty))))
                .extracting(Result::outcome)
                .containsOnly(Processed.Ok.WITHOUT_KEYS);
    }

    @Test
    void failsARecordWithMoreKeysThanAnObjectCouldBeNamedBy() {
        String keys = "\"data\":\"\",\"metadata\":{\"partitionKeys\":{\"k\":\"%s\"}}";
        String most = keys.formatted("x".repeat(32_767));
        String more = keys.formatted("x".repeat(32_768));
        assertThat(answered(Shape.USUAL.of(record(0, "Ok", most), record(1, "Ok", more))))
                .extracting(Result::code)
                .containsExactly("", "Lambda.InvalidReturnFormat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{\"records\":null}",
                "{\"records\":{}}",
                "{\"records\":[]}",
                "{\"records\":[1,\"x\",null,[]]}",
                "{\"Records\":[]}",
                "{\"records\":[{\"recordId\":7,\"result\":\"Ok\"}]}",
                "{\"records\":[{\"recordId\":\"ID0\",\"result\":\"Ok\"}],\"records\":null}"
            })
    void failsAllRecordsWithoutAUsableList(String answer) {
        assertThat(answered(answer))
                .extracting(Result::code)
                .containsExactly("Lambda.MissingRecordId", "Lambda.MissingRecordId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "Internal error",
                "{\"records\":[",
                "{\"records\":[]} x",
                "{\"records\":[]}{}",
                "{\"records\":[{\"recordId\":\"ID0\",\"result\":\"Ok\",\"data\":\"YQ==\"},]}",
                "{\"records\":[{\"recordId\":\"ID0\",\"result\":\"Ok\",\"data\":\"YQ==\"}]",
                "{'records':[]}",
                "{\"records\":[{\"recordId\":\"ID0\",\"data\":\"\u0000\"}]}"
            })
    void failsAllRecordsWhenTheAnswerIsNoJson(String answer) {
        List<Result> results = answered(answer);
        assertThat(results)
                .extracting(Result::code)
                .containsExactly(
                        "Lambda.JsonProcessingException", "Lambda.JsonProcessingException");
        assertThat(results).extracting(Result::data).containsExactly("a", "b");
    }

    @Test
    void survivesDeepNesting() {
        assertThat(answered("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .extracting(Result::code)
                .containsOnly("Lambda.JsonProcessingException");
    }

    @Test
    void countsTheLastOfMembersThatAppearTwice() {
        String twice =
                "{\"recordId\":\"x\",\"recordId\":\"ID0\",\"result\":\"Dropped\",\"result\":\"Ok\","
                        + "\"data\":\"eHg=\",\"data\":\"b25l\"}";
        assertThat(answered("{\"records\":[" + ok(0, "YQ==") + "],\"records\":[" + twice + "]}"))
                .extracting(Result::data)
                .containsExactly("one", "b");
    }

    @ParameterizedTest
    @CsvSource({"YQ=\\u003d,a", "YQ\\u003d\\u003d,a", "Pz8\\/,???", "YQ,a"})
    void takesBase64AsWritersEscapeIt(String data, String expected) {
        assertThat(answered(Shape.USUAL.of(ok(0, data), ok(1, ONE))).getFirst().data())
                .isEqualTo(expected);
    }

    private List<Result> answered(String answer) {
        script =
                event -> {
                    String filled = answer;
                    for (int i = 0; i < 2; i++) {
                        String id =
                                LaneHarness.tree(event.getBytes(StandardCharsets.UTF_8))
                                        .at("/records/" + i + "/recordId")
                                        .asText();
                        filled = filled.replace("ID" + i, id);
                    }
                    return filled;
                };
        harness.put("a", "b");
        try (LaneTransforms lane = harness.lane()) {
            lane.submit(harness.batch(0, 1, 3));
            TransformedBatch batch = harness.await(lane);
            counts = batch.counts();
            return harness.results(batch);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String message(Result result) {
        return ((Processed.Failed) result.outcome()).failure().message();
    }

    private static String ok(int record, String data) {
        return record(record, "Ok", "\"data\":\"" + data + "\"");
    }

    private static String record(int record, String result, String... members) {
        String more = members.length == 0 ? "" : "," + String.join(",", members);
        return "{\"recordId\":\"ID" + record + "\",\"result\":\"" + result + "\"" + more + "}";
    }
}
