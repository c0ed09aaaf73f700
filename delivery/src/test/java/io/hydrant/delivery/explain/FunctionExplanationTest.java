package io.hydrant.delivery.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.explain.Explaining.Told;
import io.hydrant.delivery.transform.TransformFunction.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.concurrent.atomic.AtomicInteger;

class FunctionExplanationTest {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
    private static final String PLAIN =
            Configurations.with(
                    "{'Type':'Lambda','Parameters':[{'ParameterName':'LambdaArn','ParameterValue':'"
                            + FUNCTION
                            + "'}]}");

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    {'records':[{'recordId':'record-1','result':'ProcessingFailed','data':'eA=='}]} | Lambda.ProcessingFailedStatus
                    {'records':[]}                                                                 | Lambda.MissingRecordId
                    {'records':[{'recordId':'other','result':'Ok','data':'eA=='}]}                  | Lambda.MissingRecordId
                    {'records':[{'recordId':'record-1','result':'Dropped'},{'recordId':'record-1','result':'Ok','data':'eA=='}]} | Lambda.DuplicatedRecordId
                    {'records':[{'recordId':'record-1','result':'Ok'}]}                             | Lambda.InvalidReturnFormat
                    {'records':[{'recordId':'record-1','result':'ok','data':'eA=='}]}               | Lambda.InvalidReturnFormat
                    {'records':[{'recordId':'record-1','result':'Ok','data':'%%%'}]}                | Lambda.InvalidReturnFormat
                    {'records':[                                                                   | Lambda.JsonProcessingException
                    """)
    void showsTheLineThatAnAnswerLeadsTo(String answer, String code) {
        Told told = Explaining.of(PLAIN).explain("hello", Explaining.answer(answer));

        JsonNode record = told.stage("function").path("records").path(0);
        assertThat(record.path("result").asText()).isEqualTo("Failed");
        assertThat(record.path("errorCode").asText()).isEqualTo(code);
        assertThat(told.object(0).path("errorOutputType").asText()).isEqualTo("processing-failed");
        assertThat(told.object(0).path("prefix").asText())
                .isEqualTo("in/processing-failed/2026/01/02/03/");
        JsonNode line = told.errorLine(0);
        assertThat(line.path("errorCode").asText()).isEqualTo(code);
        assertThat(line.path("attemptsMade").asInt()).isEqualTo(1);
        assertThat(line.path("rawData").asText()).isEqualTo("aGVsbG8=");
        assertThat(line.path("arrivalTimestamp").asLong())
                .isEqualTo(Explaining.ARRIVAL.toEpochMilli());
        assertThat(line.path("lambdaARN").asText()).isEqualTo(FUNCTION);
    }

    @Test
    void showsThatARecordWasDropped() {
        String answer = "{'records':[{'recordId':'record-1','result':'Dropped'}]}";
        Told told = Explaining.of(PLAIN).explain("hello", Explaining.answer(answer));

        assertThat(told.stage("function").path("records").toString())
                .isEqualTo("[{\"record\":1,\"result\":\"Dropped\"}]");
        assertThat(told.stage("delivery").path("objects")).isEmpty();
    }

    @Test
    void deliversWhatTheFunctionReturned() {
        String answer = "{'records':[{'recordId':'record-1','result':'Ok','data':'YnllCg=='}]}";
        Told told = Explaining.of(PLAIN).explain("hello", Explaining.answer(answer));

        assertThat(told.stage("function").path("records").path(0).path("data").toString())
                .isEqualTo("{\"bytes\":4,\"text\":\"bye\\n\"}");
        assertThat(told.object(0).path("content").path("text").asText()).isEqualTo("bye\n");
        assertThat(told.object(0).path("prefix").asText()).isEqualTo("in/2026/01/02/03/");
    }

    @Test
    void invokesAFailingFunctionOnceAndShowsTheLineOfItsLastAttempt() {
        AtomicInteger invocations = new AtomicInteger();
        Answers.Invoked failing =
                new Answers.Invoked(
                        (_, _) -> {
                            invocations.incrementAndGet();
                            return new Answer.Failed("Lambda.FunctionError", "It failed.");
                        });

        Told told = Explaining.of(PLAIN).explain("hello", failing);

        assertThat(invocations).hasValue(1);
        JsonNode function = told.stage("function");
        assertThat(function.path("answer").asText()).isEqualTo("invoked");
        assertThat(function.path("attemptsMax").asInt()).isEqualTo(4);
        assertThat(function.path("invocations").path(0).path("errorCode").asText())
                .isEqualTo("Lambda.FunctionError");
        assertThat(told.errorLine(0).path("attemptsMade").asInt()).isEqualTo(4);
    }

    @Test
    void showsTheEventOfARecordOfADataStream() {
        Told told = Explaining.reading(PLAIN).explain("hello", Explaining.answer("{}"));

        assertThat(told.stage("record").path("dataStream").asText())
                .isEqualTo("arn:aws:kinesis:us-east-1:123456789012:stream/source");
        assertThat(
                        told.stage("function")
                                .path("invocations")
                                .path(0)
                                .path("event")
                                .path("text")
                                .asText())
                .contains("\"sourceKinesisStreamArn\":\"arn:aws:kinesis:us-east-1:123456789012:")
                .contains("\"partitionKey\":\"key\",\"shardId\":\"shardId-000000000000\"");
    }

    @Test
    void goesOnWithTheRecordAsItIsWhenNoAnswerIsNeededToName() {
        Told told = Explaining.of(PLAIN).explain("hello");

        assertThat(told.stage("function").path("answer").asText()).isEqualTo("skipped");
        assertThat(told.stage("function").path("needed").asBoolean()).isFalse();
        assertThat(told.stage("function").at("/invocations/0/event/text").asText())
                .contains("\"data\":\"aGVsbG8=\"");
        assertThat(told.object(0).path("content").path("text").asText()).isEqualTo("hello");
    }
}
