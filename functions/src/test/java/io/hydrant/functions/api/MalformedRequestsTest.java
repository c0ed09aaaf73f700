package io.hydrant.functions.api;

import static io.hydrant.functions.api.LambdaHarness.FUNCTIONS;
import static io.hydrant.functions.api.LambdaHarness.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.wire.http.Headers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests that nobody should send: each is answered by a success or by an error of the service
/// that is the client's fault, and shows nothing of what is inside.
class MalformedRequestsTest {
    private static final long SEED = 20_260_102;
    private static final int REQUESTS = 5_000;
    private static final Pattern LABEL = Pattern.compile("\\{[A-Za-z]+\\}");

    private static final String MAPPINGS = "/2015-03-31/event-source-mappings";

    /// Stands for the mapping that there is.
    private static final String MAPPED = "00000000-0000-0000-0000-000000000000";

    private static final List<String> NAMES =
            List.of(
                    "f",
                    "f",
                    "f",
                    "f:1",
                    "f:$LATEST",
                    "",
                    "..",
                    "%",
                    "%2F",
                    ":::",
                    "function",
                    "a".repeat(300),
                    "arn:aws:lambda:eu-west-1:111122223333:function:f",
                    "arn:aws:lambda:eu-west-1:111122223333:layer:l:1",
                    "arn:aws:lambda:eu-west-1:111122223333:layer:l:99999999999999999999",
                    "arn:::::::",
                    MAPPED,
                    "arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:" + MAPPED,
                    "arn:aws:kinesis:eu-west-1:111122223333:stream/s",
                    "arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:",
                    "1",
                    "-1",
                    "99999999999999999999",
                    "\u0000",
                    "é");

    private static final List<String> BODIES =
            List.of("", "{", "[]", "null", "1", "{\"a\"", "[".repeat(2000), "\u0000", "{}x");

    private static final List<String> MEMBERS =
            List.of(
                    "FunctionName",
                    "Runtime",
                    "Role",
                    "Handler",
                    "Code",
                    "ZipFile",
                    "Timeout",
                    "Tags",
                    "Environment",
                    "Layers",
                    "Name",
                    "FunctionVersion",
                    "RoutingConfig",
                    "StatementId",
                    "Action",
                    "Principal",
                    "ReservedConcurrentExecutions",
                    "MaximumRetryAttempts",
                    "DestinationConfig",
                    "Content",
                    "VpcConfig",
                    "LoggingConfig",
                    "EphemeralStorage",
                    "Architectures",
                    "DeadLetterConfig",
                    "RevisionId",
                    "Publish",
                    "Description",
                    "TracingConfig",
                    "CompatibleRuntimes",
                    "SnapStart",
                    "PackageType",
                    "ImageConfig",
                    "FileSystemConfigs",
                    "EventSourceArn",
                    "StartingPosition",
                    "StartingPositionTimestamp",
                    "Enabled",
                    "BatchSize",
                    "MaximumBatchingWindowInSeconds",
                    "MaximumRecordAgeInSeconds",
                    "ParallelizationFactor",
                    "TumblingWindowInSeconds",
                    "BisectBatchOnFunctionError",
                    "FilterCriteria",
                    "FunctionResponseTypes",
                    "Topics",
                    "SelfManagedEventSource",
                    "SourceAccessConfigurations",
                    "ScalingConfig",
                    "ProvisionedPollerConfig",
                    "MetricsConfig",
                    "KMSKeyArn");

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "1",
                    "-1",
                    "1.5",
                    "1e400",
                    "true",
                    "\"\"",
                    "\"x\"",
                    "\"f\"",
                    "\"1\"",
                    "\"$LATEST\"",
                    "\"python3.12\"",
                    "\"arn:aws:iam::111122223333:role/r\"",
                    "[]",
                    "{}",
                    "[null]",
                    "[\"x\"]",
                    "{\"x\":\"y\"}",
                    "{\"x\":null}",
                    "\"\\ud83d\"",
                    "{\"Variables\":{\"AA\":null}}",
                    "{\"AdditionalVersionWeights\":{\"1\":null}}",
                    "{\"ZipFile\":\"AAAA\"}",
                    "{\"S3Bucket\":\"b\",\"S3Key\":\"\"}",
                    "{\"OnFailure\":{\"Destination\":\"arn:aws:s3:::\"}}",
                    "{\"OnFailure\":{}}",
                    "{\"Size\":512}",
                    "\"TRIM_HORIZON\"",
                    "\"AT_TIMESTAMP\"",
                    "1e300",
                    "\"arn:aws:kinesis:eu-west-1:111122223333:stream/s\"",
                    "\"arn:aws:kinesis:eu-west-1:111122223333:stream/s/consumer/c:1\"",
                    "{\"Filters\":[null]}",
                    "{\"Filters\":[{}]}",
                    "{\"Filters\":[{\"Pattern\":\"{\"}]}",
                    "{\"Filters\":[{\"Pattern\":\"{\\\"partitionKey\\\":[null]}\"}]}",
                    "{\"OnFailure\":{\"Destination\":\"kafka://t\"}}",
                    "{\"OnSuccess\":{}}",
                    "[\"ReportBatchItemFailures\"]",
                    "{\"Metrics\":[null]}",
                    "{\"TargetArn\":\"x\"}",
                    "{\"SubnetIds\":null}",
                    "\"arn:aws:lambda:eu-west-1:111122223333:layer:l:99999999999999999999\"");

    @TempDir Path folder;
    private final Random random = new Random(SEED);
    private String mapped = MAPPED;

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<String[]> routes() throws IOException {
        try (InputStream in = LambdaApi.class.getResourceAsStream("lambda.routes")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .filter(words -> !words[0].equals("DeleteFunction"))
                    .toList();
        }
    }

    private String target(String path) {
        Matcher labels = LABEL.matcher(path);
        String filled =
                labels.replaceAll(
                        _ -> {
                            String name = one(NAMES).replace(MAPPED, mapped);
                            boolean encoded = random.nextInt(5) > 0;
                            return Matcher.quoteReplacement(
                                    encoded
                                            ? URLEncoder.encode(name, StandardCharsets.UTF_8)
                                            : name);
                        });
        if (random.nextInt(3) > 0) {
            return filled;
        }
        String parameter =
                one(
                        List.of(
                                "Qualifier=",
                                "Marker=",
                                "MaxItems=",
                                "tagKeys=",
                                "FunctionName=",
                                "EventSourceArn=",
                                "x",
                                "="));
        String value = one(NAMES).replace(MAPPED, mapped);
        return filled + (filled.contains("?") ? "&" : "?") + parameter + value;
    }

    private String body() {
        if (random.nextInt(4) == 0) {
            return one(BODIES);
        }
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(10); i > 0; i--) {
            members.add("\"" + one(MEMBERS) + "\":" + one(VALUES));
        }
        return "{" + String.join(",", members) + "}";
    }

    private Headers headers() {
        Headers headers = new Headers();
        if (random.nextInt(3) == 0) {
            headers.add("X-Amz-Invocation-Type", one(List.of("Event", "DryRun", "x", "")));
        }
        if (random.nextInt(8) == 0) {
            headers.add("X-Amz-Client-Context", one(List.of("x", "e30=", "%%", "e30")));
        }
        return headers;
    }

    /// Lets there be a mapping, also when the last one was deleted.
    private void map(LambdaHarness lambda, String source) {
        if (lambda.call("GET", MAPPINGS + "/" + mapped, "").status() == 404) {
            String body =
                    "{'FunctionName':'f','StartingPosition':'LATEST','EventSourceArn':'%s'}"
                            .formatted(source);
            mapped = lambda.ask("POST", MAPPINGS, body).path("UUID").asText();
        }
    }

    @Test
    void noRequestIsTheServersFault() throws IOException {
        LambdaHarness lambda = new LambdaHarness(folder);
        lambda.ask("POST", FUNCTIONS, function("f", ",'Publish':true"));
        String source = lambda.streams.add("mapped");
        lambda.streams.addConsumer("s", "c");
        List<String[]> routes = routes();
        List<String> objections = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            map(lambda, source);
            String[] route = one(routes);
            String target = target(route[2]);
            String body = body();
            LambdaHarness.Answer answer = lambda.send(route[1], target, body, headers());
            lambda.settle();
            boolean told =
                    answer.status() < 400
                            || (answer.headers().contains("x-amzn-errortype")
                                    && answer.body().path("Type").asText().equals("User")
                                    && !answer.body().path("message").asText().isEmpty());
            if (answer.status() >= 500 || !told || answer.text().contains("Exception in")) {
                objections.add(route[0] + " " + target + " " + body + " -> " + answer);
            }
        }
        assertThat(objections).as("seed %d", SEED).isEmpty();
        assertThat(lambda.ask("GET", FUNCTIONS + "/f", "").has("Configuration")).isTrue();
    }
}
