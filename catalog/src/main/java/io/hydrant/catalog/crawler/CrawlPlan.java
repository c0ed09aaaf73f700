package io.hydrant.catalog.crawler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.catalog.refusal.InvalidInput;

import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.DeleteBehavior;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.SchemaChangePolicy;
import software.amazon.awssdk.services.glue.model.UpdateBehavior;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a crawler is to do, read from its settings.
///
/// @param mergesColumns whether columns that are gone from the files stay in tables
/// @param inherits whether partitions take the table's columns instead of their own
/// @param level at which tables are looked for; the bucket's is 1
record CrawlPlan(
        List<Target> targets,
        String tablePrefix,
        boolean updates,
        DeleteBehavior deletes,
        boolean mergesColumns,
        boolean inherits,
        Optional<Integer> level) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile("s3a?n?://([^/]+)(?:/(.*))?");
    private static final int SAMPLES = 2;

    CrawlPlan {
        targets = List.copyOf(targets);
    }

    /// A folder to crawl.
    ///
    /// @param prefix of keys, with a slash at the end; empty for the whole bucket
    /// @param exclusions globs over the path under it
    /// @param samples how many files of each folder are looked at
    record Target(String bucket, String prefix, List<Pattern> exclusions, int samples) {
        Target {
            exclusions = List.copyOf(exclusions);
        }

        boolean excludes(String path) {
            return exclusions.stream().anyMatch(glob -> glob.matcher(path).matches());
        }
    }

    /// @throws InvalidInput when a setting makes no sense or is not supported
    static CrawlPlan of(Crawler crawler) {
        JsonNode configuration = configuration(crawler.configuration());
        SchemaChangePolicy policy =
                Optional.ofNullable(crawler.schemaChangePolicy())
                        .orElseGet(() -> SchemaChangePolicy.builder().build());
        CrawlerConfiguration.requireKnown(configuration);
        JsonNode output = configuration.path("CrawlerOutput");
        return new CrawlPlan(
                crawler.targets().s3Targets().stream().map(CrawlPlan::target).toList(),
                Optional.ofNullable(crawler.tablePrefix()).orElse(""),
                policy.updateBehavior() != UpdateBehavior.LOG,
                Optional.ofNullable(policy.deleteBehavior())
                        .orElse(DeleteBehavior.DEPRECATE_IN_DATABASE),
                behaviour(output, "Tables", "MergeNewColumns"),
                behaviour(output, "Partitions", "InheritFromTable"),
                level(configuration));
    }

    private static JsonNode configuration(String text) {
        if (text == null || text.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode root = JSON.readTree(text);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidInput("Configuration is no JSON: " + e.getOriginalMessage());
        }
        throw new InvalidInput("Configuration must be a JSON object.");
    }

    private static boolean behaviour(JsonNode output, String of, String known) {
        JsonNode value = output.path(of).path("AddOrUpdateBehavior");
        if (!value.isMissingNode() && !value.asText().equals(known)) {
            throw new InvalidInput(
                    "CrawlerOutput.%s.AddOrUpdateBehavior must be %s but was %s."
                            .formatted(of, known, value.asText()));
        }
        return !value.isMissingNode();
    }

    private static Optional<Integer> level(JsonNode configuration) {
        JsonNode level = configuration.path("Grouping").path("TableLevelConfiguration");
        if (level.isMissingNode()) {
            return Optional.empty();
        }
        if (!level.canConvertToInt() || level.asInt() < 1) {
            throw new InvalidInput(
                    "Grouping.TableLevelConfiguration must be at least 1 but was " + level + ".");
        }
        return Optional.of(level.asInt());
    }

    private static Target target(S3Target target) {
        Matcher path = PATH.matcher(Optional.ofNullable(target.path()).orElse(""));
        if (!path.matches()) {
            throw new InvalidInput(
                    "The path of an S3 target must be s3://bucket/folder/ but was "
                            + target.path()
                            + ".");
        }
        if (target.connectionName() != null || target.eventQueueArn() != null) {
            throw InvalidInput.unsupported("ConnectionName and EventQueueArn of S3 targets are");
        }
        String prefix = Optional.ofNullable(path.group(2)).orElse("");
        boolean open = !prefix.isEmpty() && !prefix.endsWith("/");
        return new Target(
                path.group(1),
                open ? prefix + "/" : prefix,
                target.exclusions().stream().map(CrawlPlan::glob).toList(),
                Optional.ofNullable(target.sampleSize()).orElse(SAMPLES));
    }

    /// `*` within a folder, `**` across folders, `?`, `[a-z]`, `{a,b}`.
    private static Pattern glob(String text) {
        StringBuilder expression = new StringBuilder();
        int groups = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            switch (letter) {
                case '*' -> {
                    boolean across = text.startsWith("**", at);
                    expression.append(across ? ".*" : "[^/]*");
                    at += across ? 1 : 0;
                }
                case '?' -> expression.append("[^/]");
                case '{' -> {
                    expression.append("(?:");
                    groups++;
                }
                case '}' -> {
                    expression.append(groups > 0 ? ")" : "\\}");
                    groups = Math.max(0, groups - 1);
                }
                case ',' -> expression.append(groups > 0 ? "|" : ",");
                case '[', ']', '-' -> expression.append(letter);
                default -> expression.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        try {
            return Pattern.compile(expression.toString());
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("The exclusion '" + text + "' is no pattern.");
        }
    }
}
