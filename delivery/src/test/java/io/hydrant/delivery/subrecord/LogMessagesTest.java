package io.hydrant.delivery.subrecord;

import static io.hydrant.delivery.subrecord.Taken.JSON_MESSAGES;
import static io.hydrant.delivery.subrecord.Taken.MESSAGES;
import static io.hydrant.delivery.subrecord.Taken.gzip;
import static io.hydrant.delivery.subrecord.Taken.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.kernel.error.InvalidArgument;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class LogMessagesTest {
    /// A message is a JSON string with its quotes.
    private static String payload(String... messages) {
        StringBuilder events = new StringBuilder();
        for (String message : messages) {
            events.append(events.isEmpty() ? "" : ",");
            events.append("{\"id\":\"3195\",\"timestamp\":1432826855000,\"message\":")
                    .append(message)
                    .append("}");
        }
        return """
        {"owner":"111111111111","logGroup":"CloudTrail","logStream":"s","subscriptionFilters":["D"],\
        "messageType":"DATA_MESSAGE","logEvents":[%s]}\
        """
                .formatted(events);
    }

    private static final String CONTROL =
            """
            {"messageType":"CONTROL_MESSAGE","owner":"","logGroup":"","logStream":"",\
            "subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1680683189085,\
            "message":"CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}\
            """;

    private static void extracts(String payload, String... messages) {
        assertThat(split(MESSAGES, gzip(payload))).as(payload).containsExactly(messages);
    }

    private static void fails(String payload, String why) {
        extracts(
                payload,
                "processing-failed | CloudWatchLogProcessing.Failed"
                        + " | The record is not what CloudWatch Logs sends: "
                        + why
                        + ".");
    }

    @Test
    void keepsTheMessagesOnly() {
        extracts(payload("\"one\"", "\"two\\n\"", "\"\""), "one", "two\n", "");
        extracts(
                payload("\"{\\\"eventVersion\\\":\\\"1.03\\\"}\"", "\"\\u20ac \u00fc\""),
                "{\"eventVersion\":\"1.03\"}",
                "\u20ac \u00fc");
    }

    @Test
    void findsTheTypeBehindTheEvents() {
        extracts("{\"logEvents\":[{\"message\":\"a\"}],\"messageType\":\"DATA_MESSAGE\"}", "a");
        extracts("{\"logEvents\":[{\"message\":\"a\"}],\"messageType\":\"CONTROL_MESSAGE\"}", "");
    }

    @Test
    void makesOneEmptyRecordOfAControlMessage() {
        extracts(CONTROL, "");
        extracts(payload(), "");
    }

    @Test
    void takesSeveralPayloadsOneAfterTheOther() {
        extracts(payload("\"a\"") + payload("\"b\"", "\"c\""), "a", "b", "c");
        extracts(payload("\"a\"") + "\n" + CONTROL + payload("\"b\""), "a", "b");
    }

    @Test
    void failsWhatCloudWatchLogsDoesNotSend() {
        fails("", "it is empty");
        fails("  ", "it is empty");
        fails("[]", "it is not a JSON object");
        fails("plain text", "it is no JSON from byte 0 on");
        fails("{\"a\":1}", "it has no messageType");
        fails("{\"messageType\":\"OTHER\"}", "its messageType is neither data nor control");
        fails("{\"messageType\":1}", "messageType is not a string");
        fails("{\"logEvents\":{}}", "logEvents is not an array");
        fails("{\"logEvents\":[1]}", "a log event is not an object");
        fails("{\"logEvents\":[{}]}", "a log event has no message");
        fails(payload("1"), "the message of a log event is not a string");
        fails(payload("\"a\"") + "{}", "it has no messageType");
    }

    @Test
    void failsPayloadsThatEndTooEarlyWhereverThatIs() {
        String payload = payload("\"a\"", "\"b\"");
        for (int length = 1; length < payload.length(); length++) {
            assertThat(split(MESSAGES, gzip(payload.substring(0, length))))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("it is no JSON from byte");
        }
    }

    @Test
    void takesTenThousandMessagesAndNoMore() {
        String[] messages = new String[10_001];
        Arrays.fill(messages, "\"a\"");
        fails(payload(messages), "it has more than 10000 log events");
        String[] most = Arrays.copyOf(messages, 10_000);
        assertThat(split(MESSAGES, gzip(payload(most)))).hasSize(10_000);
    }

    @Test
    void deAggregatesMessagesOneByOne() {
        String payload = payload("\"{}{\\\"a\\\":1}\\n\"", "\" 3\"");
        assertThat(split(JSON_MESSAGES, gzip(payload))).containsExactly("{}", "{\"a\":1}", "3");
        assertThat(split(JSON_MESSAGES, gzip(payload("\"{\"")))).containsExactly("{");
        assertThat(split(JSON_MESSAGES, gzip(payload("\"plain text\"", "\"{}{}\""))))
                .containsExactly("plain text", "{}", "{}");
        assertThat(split(JSON_MESSAGES, gzip(CONTROL))).containsExactly("");
    }

    @Test
    void leavesMessagesAsTheyAreThatWouldBeMoreThanFiveHundred() {
        String many = "\"" + "{} ".repeat(250) + "\"";
        assertThat(split(JSON_MESSAGES, gzip(payload(many, many)))).hasSize(500);
        assertThat(split(JSON_MESSAGES, gzip(payload(many, many, "\" 1\""))))
                .containsExactly("{} ".repeat(250), "{} ".repeat(250), " 1");
    }

    @Test
    void needsDecompression() {
        assertThatThrownBy(() -> new SubRecordRules(false, true, Optional.empty()))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("messageExtraction needs decompression but it is off");
    }

    @Test
    void decompressesBeforeItSplits() {
        SubRecordRules rules = new SubRecordRules(true, false, Taken.JSON.deAggregation());
        assertThat(split(rules, gzip("{\"a\":1}{\"b\":2}")))
                .containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(split(rules, gzip("{")))
                .first()
                .asString()
                .startsWith("processing-failed | RecordDeAggregation.Failed");
        assertThat(split(rules, "{}")).first().asString().startsWith("decompression-failed");
    }

    @Test
    void leavesRecordsAloneWithoutRules() {
        assertThat(split(SubRecordRules.NONE, " {}{} ")).containsExactly(" {}{} ");
        assertThat(split(SubRecordRules.NONE, "")).containsExactly("");
    }

    @Test
    void givesTheSameListForTheSameBytesWhateverTheyAre() {
        byte[] payload = Taken.bytes(payload("\"{}{}\"", "\"\\ud83d\\ude00\"") + CONTROL);
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = payload.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] record = gzip(damaged);
            SubRecordOutcome outcome = SubRecords.by(JSON_MESSAGES).split(ByteBuffer.wrap(record));
            ByteBuffer elsewhere = ByteBuffer.allocateDirect(record.length + 7).position(7);
            elsewhere.put(record).flip().position(7);
            assertThat(SubRecords.by(JSON_MESSAGES).split(elsewhere)).isEqualTo(outcome);
            if (outcome instanceof SubRecordOutcome.Split(List<ByteBuffer> records)) {
                assertThat(records).isNotEmpty();
            }
        }
    }
}
