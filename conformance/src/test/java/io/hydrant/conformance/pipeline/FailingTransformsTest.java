package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.conformance.client.Program;
import io.hydrant.conformance.example.ExamplePackages;
import io.hydrant.conformance.function.Deployment;
import io.hydrant.conformance.function.FunctionPackage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Functions that do everything wrong: their records are in the error objects with the documented
/// reason, and the delivery stream goes on.
class FailingTransformsTest {
    private static final int RETRIES = 1;
    private static final List<String> RECORDS = List.of("one", "two", "three");

    @TempDir static Path folder;
    private static Lake lake;
    private static Deployment functions;

    /// What a function does, and what becomes of its records.
    enum Failing {
        RETURNS_7_MEGABYTES(
                "return {'records': [{'recordId': r['recordId'], 'result': 'Ok', 'data': 'A' *"
                        + " 7340032} for r in event['records']]}",
                "Lambda.FunctionError",
                RETRIES + 1),
        FORGETS_ALL_IDS("return {'records': []}", "Lambda.MissingRecordId", 1),
        ANSWERS_WITHOUT_RECORDS("return {'garbage': [1, None]}", "Lambda.MissingRecordId", 1),
        REPEATS_IDS(
                "return {'records': [{'recordId': r['recordId'], 'result': 'Ok', 'data': 'QQ=='}"
                        + " for r in event['records'] * 2]}",
                "Lambda.DuplicatedRecordId",
                1),
        ANSWERS_NO_DATA(
                "return {'records': [{'recordId': r['recordId'], 'result': 'Ok', 'data': None}"
                        + " for r in event['records']]}",
                "Lambda.InvalidReturnFormat",
                1),
        FAILS_ALL(
                "return {'records': [{'recordId': r['recordId'], 'result': 'ProcessingFailed'}"
                        + " for r in event['records']]}",
                "Lambda.ProcessingFailedStatus",
                1),
        THROWS("raise ValueError('no good')", "Lambda.FunctionError", RETRIES + 1),
        EXITS("os._exit(3)", "Lambda.FunctionError", RETRIES + 1),
        TAKES_TOO_LONG("time.sleep(60)", "Lambda.FunctionTimedOut", RETRIES + 1);

        private final String body;
        private final String code;
        private final int attempts;

        Failing(String body, String code, int attempts) {
            this.body = body;
            this.code = code;
            this.attempts = attempts;
        }

        private String stream() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @BeforeAll
    static void openLake() {
        assumeTrue(Program.works("python3", "--version"), "python3 is not installed");
        lake = new Lake(folder);
        functions = new Deployment(lake.endpoint());
    }

    @AfterAll
    static void closeLake() {
        if (lake != null) {
            functions.close();
            lake.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordsOfAFunctionThatFailsAreErrorsAndTheStreamLivesOn(Failing failing) {
        String stream = failing.stream();
        String arn = createStream(stream, failing.body, Duration.ofSeconds(1));
        put(stream, RECORDS);
        lake.flush(stream);

        List<JsonNode> errors = TransformingLake.errors(lake, stream);
        assertThat(errors)
                .extracting(FailingTransformsTest::text)
                .containsExactlyInAnyOrderElementsOf(RECORDS);
        assertThat(errors)
                .allSatisfy(
                        error -> {
                            assertThat(error.path("errorCode").asText()).isEqualTo(failing.code);
                            assertThat(error.path("errorMessage").asText()).isNotBlank();
                            assertThat(error.path("attemptsMade").asInt())
                                    .isEqualTo(failing.attempts);
                            assertThat(error.path("lambdaARN").asText()).startsWith(arn);
                            assertThat(error.path("arrivalTimestamp").isIntegralNumber()).isTrue();
                            assertThat(error.path("attemptEndingTimestamp").asLong())
                                    .isGreaterThanOrEqualTo(
                                            error.path("arrivalTimestamp").asLong());
                        });
        assertThat(lake.objects(stream + "/data/")).isEmpty();
        assertLivesOn(stream, RECORDS.size());
    }

    @Test
    void onlyRecordsWhoseIdsAreForgottenAreErrors() {
        createStream(
                "forgetful",
                "return {'records': [{'recordId': r['recordId'], 'result': 'Ok', 'data': r['data']}"
                        + " for r in event['records'][1:]]}",
                Duration.ofSeconds(10));
        put("forgetful", RECORDS);
        lake.flush("forgetful");
        assertThat(TransformingLake.lines(lake, "forgetful/data/")).containsExactly("two", "three");
        assertThat(TransformingLake.errors(lake, "forgetful"))
                .singleElement()
                .satisfies(
                        error -> {
                            assertThat(text(error)).isEqualTo("one");
                            assertThat(error.path("errorCode").asText())
                                    .isEqualTo("Lambda.MissingRecordId");
                        });
        assertLivesOn("forgetful", 1);
    }

    @Test
    void aFunctionThatPrints100MegabytesDelivers() {
        createStream(
                "talkative",
                "[print('x' * 999999) for _ in range(100)]\n"
                        + "    return {'records': [{'recordId': r['recordId'], 'result': 'Ok',"
                        + " 'data': r['data']} for r in event['records']]}",
                Duration.ofSeconds(60));
        put("talkative", RECORDS);
        lake.flush("talkative");
        assertThat(TransformingLake.lines(lake, "talkative/data/")).isEqualTo(RECORDS);
        assertThat(TransformingLake.errors(lake, "talkative")).isEmpty();
        assertLivesOn("talkative", 0);
    }

    /// @return the function's ARN
    private static String createStream(String stream, String body, Duration timeout) {
        String text = "import os, time\n\ndef lambda_handler(event, context):\n    " + body + "\n";
        String arn = functions.deploy(FunctionPackage.python(stream, text).within(timeout));
        lake.createStream(stream, TransformingLake.destination(stream, arn, RETRIES).build());
        return arn;
    }

    /// With another function the next record is delivered, and what failed stays as it was.
    private static void assertLivesOn(String stream, int errorCount) {
        functions.replace(stream, ExamplePackages.python("identity-python"));
        put(stream, List.of("four"));
        lake.flush(stream);
        assertThat(TransformingLake.lines(lake, stream + "/data/")).contains("four");
        assertThat(TransformingLake.errors(lake, stream)).hasSize(errorCount);
    }

    /// Each as a line.
    private static void put(String stream, List<String> records) {
        Stream<String> lines = records.stream().map(record -> record + "\n");
        lake.put(stream, lines.map(line -> line.getBytes(StandardCharsets.UTF_8)).toList());
    }

    private static String text(JsonNode error) {
        return new String(TransformingLake.rawData(error), StandardCharsets.UTF_8).stripTrailing();
    }
}
