package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Terminal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Explains by configurations in files, where no server runs.
class ExplainCommandTest {
    private static final String BUCKET =
            "\"RoleARN\":\"arn:aws:iam::123456789012:role/fh\",\"BucketARN\":\"arn:aws:s3:::lake\"";
    private static final String PLAIN = "{" + BUCKET + ",\"Prefix\":\"in/\"}";
    private static final String PARTITIONED =
            """
            {%s, "Prefix": "customer=!{partitionKeyFromQuery:id}/",
             "ErrorOutputPrefix": "error/!{firehose:error-output-type}/",
             "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 60},
             "DynamicPartitioningConfiguration": {"Enabled": true},
             "ProcessingConfiguration": {"Enabled": true, "Processors": [
               {"Type": "RecordDeAggregation", "Parameters": [
                 {"ParameterName": "SubRecordType", "ParameterValue": "JSON"}]},
               {"Type": "MetadataExtraction", "Parameters": [
                 {"ParameterName": "MetadataExtractionQuery", "ParameterValue": "{id:.id}"},
                 {"ParameterName": "JsonParsingEngine", "ParameterValue": "JQ-1.6"}]},
               {"Type": "AppendDelimiterToRecord", "Parameters": []}]}}
            """
                    .formatted(BUCKET);
    private static final String CONVERTED =
            """
            {%s, "Prefix": "trips/",
             "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 60},
             "DataFormatConversionConfiguration": {
               "SchemaConfiguration": {"RoleARN": "arn:aws:iam::123456789012:role/fh",
                 "DatabaseName": "lab", "TableName": "trips"},
               "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {}}},
               "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {}}}}}
            """
                    .formatted(BUCKET);
    private static final String AT = "2026-01-02T03:04:05Z";

    @TempDir private Path folder;

    @Test
    void printsTheWayOfEachSubRecord() {
        CommandRun run = explain(PARTITIONED, "{\"id\":7} {\"id\":null}", "--at", AT);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(withoutIds(run.out()))
                .isEqualTo(
                        """
                        sample, version 1, a record that arrives at 2026-01-02T03:04:05Z
                        record           20 bytes
                                         {"id":7} {"id":null}
                        de-aggregation   2 records
                                         #1  {"id":7}
                                         #2  {"id":null}
                        partition keys   {id:.id}
                                         #1  id=7  (fast evaluation)
                                         #2  failed: DynamicPartitioning.MetadataExtractionFailed: partitionKeys values must not be null or empty
                        delivery         to bucket lake, \\n after each record
                                         customer=7/sample-1-2026-01-02-03-04-05-UUID
                                             prefix customer=7/; records 1; 9 bytes
                                             {"id":7}\\n
                                         error/metadata-extraction-failed/sample-1-2026-01-02-03-04-05-UUID
                                             prefix error/metadata-extraction-failed/; records 2; 243 bytes
                                             {"rawData":"eyJpZCI6bnVsbH0=","errorCode":"DynamicPartitioning.MetadataExtractionFailed","errorMessage":"partitionKeys values must not be null or empty","attemptsMade":1,"arrivalTimestamp":1767323045000,"attemptEndingTimestamp":1767323045000}\\n
                                         processing-failed would go to error/processing-failed/
                                         metadata-extraction-failed would go to error/metadata-extraction-failed/
                        """);
    }

    @Test
    void printsTheRowOfARecordAndWhereItsValuesComeFrom() {
        Path table = file("trips.sql", "CREATE TABLE lab.trips (id bigint, fare double, day date)");
        CommandRun run =
                explain(
                        CONVERTED,
                        "{\"ID\":\"7\",\"fare\":1.5,\"color\":\"red\"}",
                        "--table",
                        table.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        """
                        conversion       by table lab.trips version 0, to Parquet, SNAPPY
                                         #1  id    bigint  7     from "7" of key ID
                                             fare  double  1.5
                                             day   date    null  no such key
                                             no column for color
                        """);
    }

    @Test
    void takesATableAsGlueHasIt() {
        Path table =
                file(
                        "trips.json",
                        """
                        {"Name": "trips", "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "bigint"}]}}
                        """);
        CommandRun run = explain(CONVERTED, "{\"id\":\"x\"}", "--table", table.toString());

        assertThat(run.out())
                .contains("failed: DataFormatConversion.MalformedData")
                .contains("rejected by id")
                .contains("trips/format-conversion-failed/");
    }

    @Test
    void saysThatATableIsMissingAndHowToGiveIt() {
        CommandRun run = explain(CONVERTED, "{}");

        assertThat(run.err())
                .startsWith("hydrant: " + folder.resolve("stream.json"))
                .contains("InvalidArgumentException: ")
                .contains("The specified table/database could not be found.")
                .endsWith("(--table FILE gives the table)\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhichTableAFileHasWhenItIsNotTheConfiguredOne() {
        Path table = file("other.sql", "CREATE TABLE lab.other (id bigint)");
        CommandRun run = explain(CONVERTED, "{}", "--table", table.toString());

        assertThat(run.err()).endsWith("(" + table + " has the table lab.other)\n");
    }

    @Test
    void refusesAConfigurationInTheWordsOfTheApi() {
        CommandRun invalid = explain(PLAIN.replace("in/", "!{timestamp:yyyy}/"), "x");
        CommandRun malformed = explain(PLAIN.replace("arn:aws:s3:::lake", "lake"), "x");

        assertThat(invalid.err())
                .endsWith(
                        "InvalidArgumentException: Ths supplied prefix(es) do not satisfy the"
                                + " following constraint: ErrorOutputPrefix cannot be null or empty"
                                + " when Prefix contains expressions\n");
        assertThat(malformed.err())
                .contains(
                        "ValidationException: 1 validation error detected: Value at"
                                + " 'extendedS3DestinationConfiguration.bucketARN' failed");
    }

    @Test
    void takesTheRequestThatTheAwsCommandTakes() {
        CommandRun run =
                explain(
                        "{\"DeliveryStreamName\":\"clicks\",\"DeliveryStreamType\":"
                                + "\"KinesisStreamAsSource\",\"KinesisStreamSourceConfiguration\":{"
                                + "\"KinesisStreamARN\":"
                                + "\"arn:aws:kinesis:eu-west-1:123456789012:stream/source\","
                                + "\"RoleARN\":\"arn:aws:iam::123456789012:role/fh\"},"
                                + "\"ExtendedS3DestinationConfiguration\":"
                                + PLAIN
                                + "}",
                        "x");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("clicks, version 1")
                .contains("read from arn:aws:kinesis:eu-west-1:123456789012:stream/source");
    }

    @Test
    void printsOneExplanationALineAsJson() {
        CommandRun run = explain(PLAIN, "one\r\ntwo\n", "--lines", "--format", "json");

        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out().lines().findFirst().orElseThrow())
                .startsWith("{\"stream\":\"arn:aws:firehose:us-east-1:123456789012:")
                .contains("\"data\":{\"bytes\":3,\"text\":\"one\"}");
    }

    @Test
    void readsTheRecordFromStandardInput() {
        Path config = file("stream.json", PLAIN);
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(out), false, false);
        Surroundings surroundings =
                new Surroundings(
                        terminal,
                        Map.of(),
                        _ -> {
                            throw new CommandFailed("no server");
                        },
                        _ -> {});
        ByteArrayInputStream input =
                new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8));

        int exitCode =
                new CommandLine(new ExplainCommand(surroundings, input))
                        .execute("--config", config.toString(), "--record", "-");

        assertThat(out.toString()).contains("record           5 bytes", "hello");
        assertThat(exitCode).isZero();
    }

    @Test
    void showsBinaryAsHexAndNothingThatWouldMoveTheCursor() {
        CommandRun binary = explain(PLAIN, "\u0000\u001b[2J");
        CommandRun text = explain(PARTITIONED, "{\"id\":\"a\\u001b[2J\"}");

        assertThat(binary.out()).contains("00 1b 5b 32 4a");
        assertThat(explain(PLAIN, "a\r\nb\tc").out())
                .contains("a\\r\\n\n" + " ".repeat(17) + "b\\tc\n");
        assertThat(text.out()).contains("id=a\\u001b[2J").doesNotContain("\u001b");
    }

    @Test
    void saysWhichFileIsNotThere() {
        Path config = file("stream.json", PLAIN);
        CommandRun run =
                CommandRun.of("explain", "--config", config.toString(), "--record", "absent.json");

        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                1, "", "hydrant: --record absent.json: there is no such file\n"));
    }

    @Test
    void saysThatARecordIsTooLongToBePut() {
        CommandRun run = explain(PLAIN, "x".repeat(1_024_001));

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: a record of sample must have at most 1,024,000 bytes but has"
                                + " 1,024,001\n");
    }

    private CommandRun explain(String configuration, String record, String... more) {
        Path config = file("stream.json", configuration);
        Path data = file("record.json", record);
        String[] arguments = new String[5 + more.length];
        arguments[0] = "explain";
        arguments[1] = "--config";
        arguments[2] = config.toString();
        arguments[3] = "--record";
        arguments[4] = data.toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandRun.of(arguments);
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutIds(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID");
    }
}
