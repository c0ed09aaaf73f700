package io.hydrant.conformance.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Firehose calls in proper JSON whose values break a rule.
final class MalformedValues {
    private static final Expected INVALID = Expected.json(400, "ValidationException");
    private static final Expected REFUSED = Expected.json(400, "InvalidArgumentException");
    private static final Expected UNKNOWN = Expected.json(400, "ResourceNotFoundException");
    private static final int COMBINATIONS = 150;
    static final String DESTINATION = "/ExtendedS3DestinationConfiguration";

    /// Values that break exactly one constraint, by the place in the input of CreateDeliveryStream.
    private static final Map<String, List<String>> BREAKING_ONE = new LinkedHashMap<>();

    static {
        BREAKING_ONE.put(
                "/DeliveryStreamName", texts("a b", "a/b", "ü", "a".repeat(65), "a*", "a\\nb"));
        BREAKING_ONE.put("/DeliveryStreamType", texts("directput", "Direct", ""));
        BREAKING_ONE.put(
                DESTINATION + "/RoleARN",
                texts("role", "arn:aws:iam::1:role/x", "arn:aws:iam::000000000000:user/x"));
        BREAKING_ONE.put(
                DESTINATION + "/BucketARN",
                texts(
                        "lake",
                        "arn:aws:s3:::",
                        "arn:aws:s3:::a b",
                        "arn:aws:s3:::" + "a".repeat(256)));
        BREAKING_ONE.put(DESTINATION + "/Prefix", texts("p".repeat(1025)));
        BREAKING_ONE.put(DESTINATION + "/ErrorOutputPrefix", texts("p".repeat(1025)));
        BREAKING_ONE.put(
                DESTINATION + "/BufferingHints/SizeInMBs", List.of("0", "-1", "129", "2147483647"));
        BREAKING_ONE.put(
                DESTINATION + "/BufferingHints/IntervalInSeconds",
                List.of("-1", "901", "-2147483648"));
        BREAKING_ONE.put(
                DESTINATION + "/CompressionFormat", texts("SNAPPY", "gzip", "", "zip", "LZ4"));
        BREAKING_ONE.put(DESTINATION + "/FileExtension", texts("json", ".JSON", ".a b", ".a/b"));
        BREAKING_ONE.put(
                DESTINATION + "/CustomTimeZone", texts("Etc/GMT+1", "UTC-1", "a".repeat(51)));
        BREAKING_ONE.put(DESTINATION + "/S3BackupMode", texts("enabled", "On", ""));
        BREAKING_ONE.put(
                DESTINATION + "/EncryptionConfiguration/NoEncryptionConfig",
                texts("None", "", "noEncryption"));
        BREAKING_ONE.put(
                DESTINATION + "/CloudWatchLoggingOptions/LogGroupName",
                texts("a b", "g".repeat(513)));
        BREAKING_ONE.put(
                DESTINATION + "/CloudWatchLoggingOptions/LogStreamName",
                texts("a:b", "a*b", "s".repeat(513)));
        BREAKING_ONE.put(
                DESTINATION + "/ProcessingConfiguration/Processors/0/Type",
                texts("lambda", "Append", ""));
        BREAKING_ONE.put(
                DESTINATION + "/ProcessingConfiguration/Processors/0/Parameters/0/ParameterName",
                texts("delimiter", "X", ""));
        BREAKING_ONE.put(
                DESTINATION + "/ProcessingConfiguration/Processors/0/Parameters/0/ParameterValue",
                texts("v".repeat(5121)));
        BREAKING_ONE.put("/Tags/0/Key", texts("k".repeat(129), "aws:x", "a;b"));
        BREAKING_ONE.put("/Tags/0/Value", texts("v".repeat(257), "a;b"));
    }

    private final int port;
    private final SplittableRandom random;

    MalformedValues(int port, SplittableRandom random) {
        this.port = port;
        this.random = random;
    }

    List<Malformed> all() {
        List<Malformed> all = new ArrayList<>();
        constraintsAlone(all);
        constraintsTogether(all);
        otherConstraints(all);
        missingStreams(all);
        states(all);
        sizes(all);
        return all;
    }

    private void constraintsAlone(List<Malformed> all) {
        BREAKING_ONE.forEach(
                (pointer, values) ->
                        values.forEach(
                                value ->
                                        add(
                                                pointer + " = " + value,
                                                "CreateDeliveryStream",
                                                changed(Map.of(pointer, value)),
                                                INVALID.saying("1 validation error detected: "),
                                                all)));
    }

    /// All violations are told in one message.
    private void constraintsTogether(List<Malformed> all) {
        List<String> pointers = List.copyOf(BREAKING_ONE.keySet());
        for (int i = 0; i < COMBINATIONS; i++) {
            Map<String, String> chosen = new LinkedHashMap<>();
            int count = random.nextInt(2, 6);
            while (chosen.size() < count) {
                String pointer = pointers.get(random.nextInt(pointers.size()));
                List<String> values = BREAKING_ONE.get(pointer);
                chosen.put(pointer, values.get(random.nextInt(values.size())));
            }
            Expected expected = INVALID.saying(count + " validation errors detected: Value at '");
            add("breaking " + chosen, "CreateDeliveryStream", changed(chosen), expected, all);
        }
    }

    private void otherConstraints(List<Malformed> all) {
        for (String name : texts("a b", "", "a".repeat(65), "\\u0000", "../x", "a:b")) {
            Templates.INPUTS.forEach(
                    (operation, input) -> {
                        if (input.contains("DeliveryStreamName") && !operation.startsWith("List")) {
                            String body =
                                    input.replaceFirst(
                                            "(\"DeliveryStreamName\":)\"[a-z]+\"",
                                            "$1" + name.replace("\\", "\\\\"));
                            add("the name " + name, operation, body, INVALID, all);
                        }
                    });
        }
        for (String limit : List.of("0", "-1", "10001", "2147483647")) {
            for (String operation :
                    List.of(
                            "ListDeliveryStreams",
                            "DescribeDeliveryStream",
                            "ListTagsForDeliveryStream")) {
                String body =
                        Templates.INPUTS
                                .get(operation)
                                .replace("\"Limit\":10", "\"Limit\":" + limit);
                add("the limit " + limit, operation, body, INVALID, all);
            }
        }
        for (String version : texts("", "a", "-1", "1.0", "1".repeat(51))) {
            String body =
                    Templates.INPUTS
                            .get("UpdateDestination")
                            .replace("VersionId\":\"1\"", "VersionId\":" + version);
            add("the version " + version, "UpdateDestination", body, INVALID, all);
        }
        for (int count : new int[] {0, 51, 500}) {
            String tags = String.join(",", Collections.nCopies(count, "{\"Key\":\"k\"}"));
            add(
                    count + " tags",
                    "TagDeliveryStream",
                    "{\"DeliveryStreamName\":\"healthy\",\"Tags\":[" + tags + "]}",
                    INVALID,
                    all);
            String keys = String.join(",", Collections.nCopies(count, "\"k\""));
            add(
                    count + " tag keys",
                    "UntagDeliveryStream",
                    "{\"DeliveryStreamName\":\"healthy\",\"TagKeys\":[" + keys + "]}",
                    INVALID,
                    all);
        }
    }

    private void missingStreams(List<Malformed> all) {
        Templates.INPUTS.forEach(
                (operation, input) -> {
                    if (operation.startsWith("Create") || operation.equals("ListDeliveryStreams")) {
                        return;
                    }
                    for (int i = 0; i < 5; i++) {
                        String name = "ghost-" + random.nextInt(1_000_000);
                        String body =
                                input.replaceFirst(
                                        "\"DeliveryStreamName\":\"[a-z]+\"",
                                        "\"DeliveryStreamName\":\"" + name + "\"");
                        add(
                                "no stream " + name,
                                operation,
                                body,
                                UNKNOWN.saying(
                                        "Firehose "
                                                + name
                                                + " under account 000000000000 not found."),
                                all);
                    }
                });
    }

    private void states(List<Malformed> all) {
        String twice =
                Templates.INPUTS.get("CreateDeliveryStream").replace("\"never\"", "\"healthy\"");
        add(
                "the same name again",
                "CreateDeliveryStream",
                twice,
                Expected.json(400, "ResourceInUseException"),
                all);
        String update = Templates.INPUTS.get("UpdateDestination");
        for (int version : new int[] {0, 2, 99}) {
            String body = update.replace("VersionId\":\"1\"", "VersionId\":\"" + version + "\"");
            add(
                    "version " + version,
                    "UpdateDestination",
                    body,
                    Expected.json(400, "ConcurrentModificationException"),
                    all);
        }
        add(
                "another destination",
                "UpdateDestination",
                update.replace("0001\"", "0002\""),
                REFUSED,
                all);
    }

    /// One more than is allowed.
    private void sizes(List<Malformed> all) {
        add("501 records", "PutRecordBatch", batch(501, 1), INVALID, all);
        add(
                "no record",
                "PutRecordBatch",
                "{\"DeliveryStreamName\":\"healthy\",\"Records\":[]}",
                INVALID,
                all);
        add("a record of 1,024,001 bytes", "PutRecordBatch", batch(1, 1_024_001), INVALID, all);
        String record =
                "{\"DeliveryStreamName\":\"healthy\",\"Record\":{\"Data\":\""
                        + base64(1_024_001)
                        + "\"}}";
        add("a record of 1,024,001 bytes", "PutRecord", record, INVALID, all);
        String over =
                batch(4, 1_024_000)
                        .replace(
                                "]}",
                                ",{\"Data\":\"" + base64((4 << 20) - 4 * 1_024_000 + 1) + "\"}]}");
        add("4 MiB and 1 byte", "PutRecordBatch", over, REFUSED, all);
        String padded =
                "{\"DeliveryStreamName\":\"healthy\",\"Record\":{\"Data\":\"YWJj\"}"
                        + " ".repeat(9 << 20)
                        + "}";
        add(
                "9 MiB of body",
                "PutRecord",
                padded,
                Expected.json(413, "RequestEntityTooLargeException"),
                all);
    }

    static String batch(int records, int bytes) {
        String record = "{\"Data\":\"" + base64(bytes) + "\"}";
        return "{\"DeliveryStreamName\":\"healthy\",\"Records\":["
                + String.join(",", Collections.nCopies(records, record))
                + "]}";
    }

    static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private void add(
            String what, String operation, String body, Expected expected, List<Malformed> all) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        all.add(
                new Malformed(
                        operation + ": " + what,
                        () ->
                                Draft.firehose(operation, bytes)
                                        .signed(Draft.Signature.of(port, "firehose"))
                                        .bytes(),
                        expected));
    }

    static String changed(Map<String, String> values) {
        ObjectNode tree = Templates.tree("CreateDeliveryStream");
        for (Map.Entry<String, String> change : values.entrySet()) {
            String pointer = change.getKey();
            int slash = pointer.lastIndexOf('/');
            JsonNode parent = tree.at(pointer.substring(0, slash));
            ((ObjectNode) parent).put(pointer.substring(slash + 1), "@@" + pointer + "@@");
        }
        String text = tree.toString();
        for (Map.Entry<String, String> change : values.entrySet()) {
            text = text.replace("\"@@" + change.getKey() + "@@\"", change.getValue());
        }
        return text;
    }

    private static List<String> texts(String... values) {
        return List.of(values).stream().map(MalformedValues::quoted).toList();
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }
}
