package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.conformance.client.Program;
import io.hydrant.conformance.example.ExamplePackages;
import io.hydrant.conformance.function.Deployment;
import io.hydrant.conformance.function.FunctionPackage;
import io.hydrant.conformance.process.Await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// CSV files, an agent, a data stream of one shard, a function that logs what it gets: every row is
/// in the log.
class LoggedRowsTest {
    private static final String CSV = "yellow_tripdata_2016h2_2017.csv";
    private static final String STREAM = "trips";
    private static final String FUNCTION = "log-records";
    private static final String START = "Decoded payload: ";
    private static final String AGENT =
            """
            {
                "flows": [
                    {
                        "filePattern": "%s/*.csv*",
                        "kinesisStream": "trips",
                        "partitionKeyOption": "RANDOM",
                        "initialPosition": "START_OF_FILE",
                        "dataProcessingOptions": [
                            {
                                "optionName": "CSVTOJSON",
                                "customFieldNames": ["VendorID", "tpep_pickup_datetime", "tpep_dropoff_datetime"],
                                "delimiter": ","
                            }
                        ]
                    }
                ]
            }
            """;

    @TempDir Path folder;

    @Test
    void everyDecodedRowIsInTheLogOfTheFunction() throws IOException {
        assumeTrue(Program.works("python3", "--version"), "python3 is not installed");
        try (Lake lake = new Lake(folder);
                Deployment functions = new Deployment(lake.endpoint())) {
            lake.kinesis.createStream(create -> create.streamName(STREAM).shardCount(1));
            lake.kinesis.waiter().waitUntilStreamExists(get -> get.streamName(STREAM));
            functions.deploy(
                    FunctionPackage.python(FUNCTION, ExamplePackages.python("log-records-python")));
            assertThat(functions.invoke(FUNCTION, "{\"Records\":[]}").payload().asUtf8String())
                    .isEqualTo("\"Processed 0 records.\"");
            functions.map(
                    mapping ->
                            mapping.functionName(FUNCTION)
                                    .eventSourceArn(streamArn(lake))
                                    .startingPosition(EventSourcePosition.TRIM_HORIZON));
            tail(lake);

            List<String> rows = streamed(lake);
            assertThat(rows)
                    .hasSizeGreaterThan(100)
                    .allMatch(row -> row.startsWith("{\"VendorID\""));
            Await.until(
                    "all rows being logged", Lake.LIMIT, () -> logged(lake).size() >= rows.size());
            assertThat(logged(lake)).containsExactlyElementsOf(rows);
        }
    }

    private static String streamArn(Lake lake) {
        return lake.kinesis
                .describeStreamSummary(get -> get.streamName(STREAM))
                .streamDescriptionSummary()
                .streamARN();
    }

    private void tail(Lake lake) throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        try (InputStream csv = LoggedRowsTest.class.getResourceAsStream(CSV)) {
            Files.copy(csv, files.resolve("trips.csv"));
        }
        Path agent = Files.writeString(folder.resolve("agent.json"), AGENT.formatted(files));
        Path checkpoints = folder.resolve("checkpoints");
        lake.hydrant("tail", agent.toString(), "--once", "--checkpoints", checkpoints.toString());
    }

    private static List<String> streamed(Lake lake) {
        String iterator =
                lake.kinesis
                        .getShardIterator(
                                get ->
                                        get.streamName(STREAM)
                                                .shardId("shardId-000000000000")
                                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        return lake.kinesis.getRecords(get -> get.shardIterator(iterator)).records().stream()
                .map(Record::data)
                .map(data -> data.asUtf8String().stripTrailing())
                .toList();
    }

    /// In the order of the log; every line of it is time, log stream and message.
    private static List<String> logged(Lake lake) {
        return lake.hydrant("logs", "/aws/lambda/" + FUNCTION)
                .lines()
                .map(line -> line.split("\t", 3)[2])
                .filter(message -> message.startsWith(START))
                .map(message -> message.substring(START.length()))
                .toList();
    }
}
