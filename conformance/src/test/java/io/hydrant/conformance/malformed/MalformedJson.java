package io.hydrant.conformance.malformed;

import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Bodies of Firehose calls whose JSON is hostile, or not Base64 where it should be.
final class MalformedJson {
    private static final Expected UNREADABLE = Expected.json(400, "SerializationException");
    private static final String[] NOT_NUMBERS = {
        "NaN", "Infinity", "01", "1.", ".5", "0x10", "+1", "--1", "1e", "1_0"
    };
    private static final String[] NOT_BASE64 = {
        "a",
        "ab",
        "abc",
        "a===",
        "====",
        "ab=c",
        "abc=YWJj",
        "YWJjZA",
        "YWJjZA=",
        "YWJjZA===",
        "YW Jj",
        "YW%2Bj",
        "-_-_",
        "\u00e4bcd",
        "YWJj\\n",
        "YWJj\\u0000",
        "!!!!",
        "YWJ*"
    };

    private final int port;
    private final SplittableRandom random;

    MalformedJson(int port, SplittableRandom random) {
        this.port = port;
        this.random = random;
    }

    List<Malformed> all() {
        List<Malformed> all = new ArrayList<>();
        notNumbers(all);
        deeplyNested(all);
        notBase64(all);
        return all;
    }

    private void notNumbers(List<Malformed> all) {
        String input = Templates.INPUTS.get("CreateDeliveryStream");
        for (String wrong : NOT_NUMBERS) {
            byte[] body = utf8(input.replaceFirst("\"SizeInMBs\":5", "\"SizeInMBs\":" + wrong));
            add("a number " + wrong, "CreateDeliveryStream", body, UNREADABLE, all);
        }
        for (String huge :
                List.of(
                        "2147483648",
                        "-2147483649",
                        "9".repeat(400),
                        "1e400",
                        "1e-999999999",
                        "0.5")) {
            byte[] body = utf8(input.replaceFirst("\"SizeInMBs\":5", "\"SizeInMBs\":" + huge));
            add("the number " + huge, "CreateDeliveryStream", body, UNREADABLE, all);
        }
        byte[] long1 = utf8("{\"Limit\":" + "1".repeat(1_000_000) + "}");
        add("a number of a million digits", "ListDeliveryStreams", long1, UNREADABLE, all);
    }

    private void deeplyNested(List<Malformed> all) {
        for (int depth : List.of(2_000, 100_000, 1_000_000)) {
            for (String member : List.of("DeliveryStreamName", "Unknown")) {
                String body = "{\"" + member + "\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
                add("nested " + depth + " deep", "PutRecord", utf8(body), UNREADABLE, all);
                String open = "{\"" + member + "\":" + "{\"a\":".repeat(depth);
                add(
                        "opened " + depth + " times",
                        "CreateDeliveryStream",
                        utf8(open),
                        UNREADABLE,
                        all);
            }
        }
    }

    private void notBase64(List<Malformed> all) {
        for (String wrong : NOT_BASE64) {
            String single =
                    "{\"DeliveryStreamName\":\"healthy\",\"Record\":{\"Data\":\"" + wrong + "\"}}";
            add("Base64 " + wrong, "PutRecord", utf8(single), UNREADABLE, all);
            int records = random.nextInt(1, 501);
            int place = random.nextInt(records);
            StringBuilder batch =
                    new StringBuilder("{\"DeliveryStreamName\":\"healthy\",\"Records\":[");
            for (int i = 0; i < records; i++) {
                batch.append(i == 0 ? "" : ",");
                batch.append("{\"Data\":\"").append(i == place ? wrong : "YWJj").append("\"}");
            }
            add(
                    "Base64 " + wrong + " in record " + place + " of " + records,
                    "PutRecordBatch",
                    utf8(batch.append("]}").toString()),
                    UNREADABLE,
                    all);
        }
    }

    private void add(
            String what, String operation, byte[] body, Expected expected, List<Malformed> all) {
        all.add(
                new Malformed(
                        operation + ": " + what,
                        () ->
                                Draft.firehose(operation, body)
                                        .signed(Draft.Signature.of(port, "firehose"))
                                        .bytes(),
                        expected));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
