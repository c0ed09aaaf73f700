package io.hydrant.conformance.malformed;

import static io.hydrant.conformance.malformed.MalformedValues.DESTINATION;
import static io.hydrant.conformance.malformed.MalformedValues.changed;
import static io.hydrant.conformance.malformed.MalformedValues.quoted;

import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Destinations that satisfy every constraint of the model and still cannot be: prefixes that do
/// not evaluate, too many or too few destinations, features that are not there.
final class MalformedDestinations {
    private static final Expected REFUSED = Expected.json(400, "InvalidArgumentException");
    private static final int PREFIXES = 150;

    private final int port;
    private final SplittableRandom random;

    MalformedDestinations(int port, SplittableRandom random) {
        this.port = port;
        this.random = random;
    }

    List<Malformed> all() {
        List<Malformed> all = new ArrayList<>();
        prefixes(all);
        generatedPrefixes(all);
        destinations(all);
        parts(all);
        return all;
    }

    /// Refused by name, as the service does.
    private void prefixes(List<Malformed> all) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("a/!{timestamp:yyyy}/!{", "Invalid expression usage");
        said.put("a/!{timestamp:yyyy", "Invalid expression usage");
        said.put("!{!{timestamp:yyyy}}", "Invalid expression usage");
        said.put(
                "!{firehose:error-output-type}/",
                "Prefix must not contain any occurrence of !{firehose:error-output-type}");
        said.put("!{time:yyyy}/", "Namespace to the left of colon (time) is an invalid keyword!");
        said.put(
                "!{Timestamp:yyyy}/",
                "Namespace to the left of colon (Timestamp) is an invalid keyword!");
        said.put(
                "!{timestamp:b}/",
                "Invalid conversion character used in the value of the expression ");
        said.put(
                "!{firehose:random}/",
                "Invalid conversion character used in the value of the expression ");
        said.forEach(
                (prefix, message) ->
                        add(
                                "the prefix " + prefix,
                                "CreateDeliveryStream",
                                changed(Map.of(DESTINATION + "/Prefix", quoted(prefix))),
                                REFUSED.saying(message),
                                all));
        for (char letter : "CIJPRTUVbfijloprt".toCharArray()) {
            add(
                    "the letter " + letter,
                    "CreateDeliveryStream",
                    changed(
                            Map.of(
                                    DESTINATION + "/Prefix",
                                    quoted("a/!{timestamp:yyyy" + letter + "}/"))),
                    REFUSED.saying("Invalid conversion character"),
                    all);
        }
        for (String errors :
                List.of(
                        "",
                        "a/!{timestamp:yyyy}/",
                        "a/!{partitionKeyFromQuery:x}/!{firehose:error-output-type}/",
                        "!{firehose:x}/!{firehose:error-output-type}/")) {
            add(
                    "the error prefix " + errors,
                    "CreateDeliveryStream",
                    changed(Map.of(DESTINATION + "/ErrorOutputPrefix", quoted(errors))),
                    REFUSED,
                    all);
        }
        for (String side : List.of("/Prefix", "/ErrorOutputPrefix")) {
            String value =
                    "!{firehose:error-output-type}".repeat(side.startsWith("/E") ? 1 : 0)
                            + "x".repeat(600);
            add(
                    "600 characters in " + side,
                    "CreateDeliveryStream",
                    changed(Map.of(DESTINATION + side, quoted(value))),
                    REFUSED,
                    all);
        }
    }

    private void generatedPrefixes(List<Malformed> all) {
        String[] harmless = {
            "a/", "b=", "x-", "1/", "!{timestamp:yyyy}/", "!{firehose:random-string}/", "ü/"
        };
        String[] harmful = {
            "!{",
            "!{timestamp:yyyy",
            "!{}",
            "!{:}",
            "!{timestamp:}",
            "!{nothing:x}",
            "!{firehose:}",
            "!{timestamp:C}",
            "!{firehose:error-output-type}",
            "!{partitionKeyFromQuery:k}",
            "!{partitionKeyFromLambda:k}",
            "!{timestamp}",
            "!{timestamp:'yyyy}",
            "!{ timestamp:yyyy}",
            "!{timestamp:yyyyyyyyyyyyyyyyyyyyy}"
        };
        for (int i = 0; i < PREFIXES; i++) {
            StringBuilder prefix = new StringBuilder();
            int parts = random.nextInt(1, 6);
            int bad = random.nextInt(parts);
            for (int part = 0; part < parts; part++) {
                prefix.append(
                        part == bad
                                ? harmful[i % harmful.length]
                                : harmless[random.nextInt(harmless.length)]);
            }
            add(
                    "the prefix " + prefix,
                    "CreateDeliveryStream",
                    changed(Map.of(DESTINATION + "/Prefix", quoted(prefix.toString()))),
                    REFUSED,
                    all);
        }
    }

    private void destinations(List<Malformed> all) {
        String role = "\"RoleARN\":\"arn:aws:iam::000000000000:role/delivery\"";
        String s3 = "{" + role + ",\"BucketARN\":\"arn:aws:s3:::lake\"}";
        String create = "{\"DeliveryStreamName\":\"never\"";
        add(
                "no destination",
                "CreateDeliveryStream",
                create + "}",
                REFUSED.saying("Exactly one destination configuration is supported for a Firehose"),
                all);
        add(
                "two destinations",
                "CreateDeliveryStream",
                create
                        + ",\"S3DestinationConfiguration\":"
                        + s3
                        + ",\"ExtendedS3DestinationConfiguration\":"
                        + s3
                        + "}",
                REFUSED.saying("Exactly one destination configuration is supported for a Firehose"),
                all);
        add(
                "a source without its configuration",
                "CreateDeliveryStream",
                create
                        + ",\"DeliveryStreamType\":\"KinesisStreamAsSource\",\"ExtendedS3DestinationConfiguration\":"
                        + s3
                        + "}",
                REFUSED,
                all);
        String http =
                "{\"EndpointConfiguration\":{\"Url\":\"https://localhost/x\"},\"S3Configuration\":"
                        + s3
                        + "}";
        add(
                "an HTTP endpoint",
                "CreateDeliveryStream",
                create + ",\"HttpEndpointDestinationConfiguration\":" + http + "}",
                REFUSED,
                all);
    }

    /// Parts of a destination that come later, or that are not whole.
    private void parts(List<Malformed> all) {
        String open =
                "{\"DeliveryStreamName\":\"never\",\"ExtendedS3DestinationConfiguration\":"
                    + "{\"RoleARN\":\"arn:aws:iam::000000000000:role/delivery\",\"BucketARN\":\"arn:aws:s3:::lake\"";
        for (String processor :
                List.of(
                        "Lambda",
                        "MetadataExtraction",
                        "RecordDeAggregation",
                        "CloudWatchLogProcessing")) {
            Map<String, String> change =
                    Map.of(
                            DESTINATION + "/ProcessingConfiguration/Processors/0/Type",
                            quoted(processor));
            add(
                    "alone, the processor " + processor,
                    "CreateDeliveryStream",
                    changed(change),
                    REFUSED,
                    all);
        }
        String conversion = "{\"Enabled\":true}";
        String partitioning = "{\"Enabled\":true}";
        add(
                "conversion without anything",
                "CreateDeliveryStream",
                open + ",\"DataFormatConversionConfiguration\":" + conversion + "}}",
                REFUSED,
                all);
        add(
                "partitioning without keys",
                "CreateDeliveryStream",
                open + ",\"DynamicPartitioningConfiguration\":" + partitioning + "}}",
                REFUSED,
                all);
        add(
                "backup without a place",
                "CreateDeliveryStream",
                open + ",\"S3BackupMode\":\"Enabled\"}}",
                REFUSED,
                all);
        add(
                "processing without processors",
                "CreateDeliveryStream",
                open + ",\"ProcessingConfiguration\":{\"Enabled\":true,\"Processors\":[]}}}",
                REFUSED,
                all);
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
}
