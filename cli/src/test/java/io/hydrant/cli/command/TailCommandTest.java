package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TailCommandTest {
    /// The agent's part of a public workshop on streaming with taxi trips.
    private static final String WORKSHOP =
            """
            {
                "cloudwatch.emitMetrics": true,
                "kinesis.endpoint": "kinesis.<REGION>.amazonaws.com",
                "flows": [
                    {
                    "filePattern": "/tmp/*.csv*",
                    "kinesisStream": "<KINESIS_DATA_STREAM_NAME>",
                    "partitionKeyOption": "RANDOM",
                    "initialPosition": "START_OF_FILE",
                        "dataProcessingOptions": [
                            {
                                "optionName": "CSVTOJSON",
                                "customFieldNames": ["VendorID","tpep_pickup_datetime","tpep_dropoff_datetime","passenger_count","trip_distance","RatecodeID","store_and_fwd_flag","PULocationID","DOLocationID","payment_type","fare_amount","extra","mta_tax","tip_amount","tolls_amount","improvement_surcharge","total_amount"],
                                "delimiter": ","
                            }
                        ]
                    }
                ]
            }
            """;

    private static final String TRIPS =
            """
            VendorID,tpep_pickup_datetime,tpep_dropoff_datetime,passenger_count,trip_distance,RatecodeID,store_and_fwd_flag,PULocationID,DOLocationID,payment_type,fare_amount,extra,mta_tax,tip_amount,tolls_amount,improvement_surcharge,total_amount

            1,2017-12-01 00:12:00,2017-12-01 00:12:51,1,.00,1,N,226,226,3,2.5,0.5,0.5,0,0,0.3,3.8
            2,2017-12-01 00:13:37,2017-12-01 00:13:47,2,.00,1,N,226,226,1,2.5,0.5,0.5,0,0,0.3,
            """;

    private final FakeIntake server = new FakeIntake();

    @TempDir private Path root;

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void sendsTheTripsOfTheWorkshop() throws IOException {
        Files.writeString(root.resolve("yellow.csv"), TRIPS);
        Path agent = workshop("us-west-2", "trips");

        CommandRun run = tail(agent, "--once");

        List<String> records = server.records("PutRecords trips");
        assertThat(records).hasSize(4);
        assertThat(records.getFirst())
                .startsWith("{\"VendorID\":\"VendorID\",\"tpep_pickup_datetime\":\"tpep_pickup_");
        assertThat(records.get(1)).startsWith("{\"VendorID\":\"\",\"tpep_pickup_datetime\":null,");
        assertThat(records.get(2))
                .isEqualTo(
                        "{\"VendorID\":\"1\",\"tpep_pickup_datetime\":\"2017-12-01 00:12:00\","
                                + "\"tpep_dropoff_datetime\":\"2017-12-01 00:12:51\","
                                + "\"passenger_count\":\"1\",\"trip_distance\":\".00\","
                                + "\"RatecodeID\":\"1\",\"store_and_fwd_flag\":\"N\","
                                + "\"PULocationID\":\"226\",\"DOLocationID\":\"226\","
                                + "\"payment_type\":\"3\",\"fare_amount\":\"2.5\","
                                + "\"extra\":\"0.5\",\"mta_tax\":\"0.5\",\"tip_amount\":\"0\","
                                + "\"tolls_amount\":\"0\",\"improvement_surcharge\":\"0.3\","
                                + "\"total_amount\":\"3.8\"}\n");
        assertThat(records.get(3)).endsWith("\"total_amount\":null}\n");
        assertThat(server.scopes()).containsExactly("test/us-west-2/kinesis");
        assertThat(run.out()).startsWith("sent 4 records, ");
        assertThat(run.err())
                .contains("note: agent.json: cloudwatch.emitMetrics has no effect here")
                .contains("kinesis.us-west-2.amazonaws.com is not used: records go to the Hydrant")
                .contains("goes to stream trips");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aPlaceholderThatWasForgottenIsNamed() throws IOException {
        Path agent = root.resolve("agent.json");
        Files.writeString(agent, WORKSHOP);

        CommandRun run = tail(agent, "--once");

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: agent.json: kinesis.endpoint still has the placeholder <REGION>;"
                                + " put the real value there\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void theNextRunGoesOnWhereTheLastEnded() throws IOException {
        Path agent = flows(flow("a.log", "kinesisStream", "s"));
        Files.writeString(root.resolve("a.log"), "1\n2");
        tail(agent, "--once");
        Files.writeString(root.resolve("a.log"), "1\n2\n3\n");

        tail(agent, "--once");

        assertThat(server.records("PutRecords s")).containsExactly("1\n", "2\n", "\n", "3\n");
        assertThat(root.resolve("agent.json.checkpoints")).exists();
    }

    @Test
    void sendsSeveralFlowsToStreamsOfBothKinds() throws IOException {
        Path agent =
                flows(flow("a.log", "kinesisStream", "s"), flow("a.log", "deliveryStream", "d"));
        Files.writeString(root.resolve("a.log"), "1\n");

        CommandRun run = tail(agent, "--once", "--checkpoints", root.resolve("c/p").toString());

        assertThat(server.records("PutRecords s")).containsExactly("1\n");
        assertThat(server.records("PutRecordBatch d")).containsExactly("1\n");
        assertThat(run.out()).startsWith("sent 2 records, 4 bytes, in ");
        assertThat(root.resolve("c/p")).exists();
        assertThat(root.resolve("agent.json.checkpoints")).doesNotExist();
    }

    @Test
    void aFlowThatFailsDoesNotStopTheOthers() throws IOException {
        Path agent =
                flows(
                        flow("a.log", "kinesisStream", "absent"),
                        flow("a.log", "deliveryStream", "d"));
        Files.writeString(root.resolve("a.log"), "1\n");

        CommandRun run = tail(agent, "--once");

        assertThat(server.records("PutRecordBatch d")).containsExactly("1\n");
        assertThat(run.err()).contains("hydrant: no stream named absent");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aDryRunShowsTheFirstRecordsAndLeavesNoTrace() throws IOException {
        Files.writeString(root.resolve("yellow.csv"), TRIPS);
        Path agent = workshop("us-west-2", "trips");

        CommandRun run = tail(agent, "--dry-run", "--limit", "3");

        assertThat(run.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"VendorID"));
        assertThat(run.err())
                .contains("would send these 3 and more records to stream trips; 1 files");
        assertThat(server.scopes()).isEmpty();
        assertThat(root.toFile().list()).containsExactlyInAnyOrder("yellow.csv", "agent.json");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aDryRunBeginsWhereTheLastRunEnded() throws IOException {
        Path agent = flows(flow("a.log", "kinesisStream", "s"));
        Files.writeString(root.resolve("a.log"), "1\n");
        tail(agent, "--once");
        Files.writeString(root.resolve("a.log"), "1\n2\n");

        assertThat(tail(agent, "--dry-run").out()).isEqualTo("2\n");
        assertThat(tail(agent, "--dry-run").out()).isEqualTo("2\n");
    }

    @Test
    void theConfigurationMayNameServerAndKeys() throws IOException {
        Path agent = root.resolve("agent.json");
        Files.writeString(root.resolve("a.log"), "1\n");
        Files.writeString(
                agent,
                "{\"kinesis.endpoint\":\"%s\",\"awsAccessKeyId\":\"me\",\"awsSecretAccessKey\":\"x\",%s"
                        .formatted(
                                server.endpoint(), flowList(flow("a.log", "kinesisStream", "s"))));

        CommandRun run = run(Map.of("AWS_REGION", "eu-west-3"), "tail", agent.toString(), "--once");

        assertThat(run.exitCode()).isZero();
        assertThat(server.scopes()).containsExactly("me/eu-west-3/kinesis");
    }

    @Test
    void leavesTheAgentsOwnCheckpointsAlone() throws IOException {
        Path database = root.resolve("checkpoints");
        Files.writeString(database, "SQLite format 3\0and more");
        Path agent = root.resolve("agent.json");
        Files.writeString(root.resolve("a.log"), "1\n");
        Files.writeString(
                agent,
                "{\"checkpointFile\":\"%s\",%s"
                        .formatted(database, flowList(flow("a.log", "kinesisStream", "s"))));

        CommandRun run = tail(agent, "--once");

        assertThat(run.err()).contains("is the agent's database and stays as it is");
        assertThat(root.resolve("checkpoints.hydrant")).exists();
        assertThat(Files.readString(database)).startsWith("SQLite");
    }

    @Test
    void doesNotSendItsOwnCheckpoints() throws IOException {
        CommandRun run = tail(flows(flow("*", "kinesisStream", "s")), "--once");

        assertThat(run.err())
                .contains("would send the checkpoints in " + root + "/agent.json.checkpoints")
                .contains("name another file with --checkpoints");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysThatAFolderIsMissing() throws IOException {
        CommandRun run = tail(flows(flow("none/a.log", "kinesisStream", "s")), "--once");

        assertThat(run.err()).contains("there is no folder " + root + "/none yet");
        assertThat(run.out()).startsWith("sent 0 records");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void onceFailsWhenTheFolderCannotBeLookedAt() throws IOException {
        Files.writeString(root.resolve("file"), "");

        CommandRun run = tail(flows(flow("file/a.log", "kinesisStream", "s")), "--once");

        assertThat(run.err()).contains("the files cannot be looked at: ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void wrongUsageIsRefused() {
        assertThat(CommandRun.of("tail").err())
                .startsWith("hydrant: missing required parameter: 'AGENT_JSON'");
        assertThat(CommandRun.of("tail", "a", "--limit", "0").err())
                .startsWith("hydrant: --limit must be at least 1 but was 0");
        assertThat(CommandRun.of("help", "tail").out()).contains("Examples:", "--dry-run");
    }

    private CommandRun tail(Path agent, String... options) {
        List<String> arguments = new ArrayList<>(List.of("tail", agent.toString()));
        arguments.addAll(List.of(options));
        return run(
                Map.of("AWS_ENDPOINT_URL", server.endpoint().toString()),
                arguments.toArray(String[]::new));
    }

    private static CommandRun run(Map<String, String> environment, String... arguments) {
        return CommandRun.of(
                _ -> {
                    throw new CommandFailed("no server is needed");
                },
                environment,
                arguments);
    }

    private Path workshop(String region, String stream) throws IOException {
        Path agent = root.resolve("agent.json");
        Files.writeString(
                agent,
                WORKSHOP.replace("<REGION>", region)
                        .replace("<KINESIS_DATA_STREAM_NAME>", stream)
                        .replace("/tmp", root.toString()));
        return agent;
    }

    private Path flows(String... flows) throws IOException {
        Path agent = root.resolve("agent.json");
        Files.writeString(agent, "{" + flowList(flows));
        return agent;
    }

    private static String flowList(String... flows) {
        return "\"flows\":[" + String.join(",", flows) + "]}";
    }

    private String flow(String file, String kind, String stream) {
        return "{\"filePattern\":\"%s\",\"%s\":\"%s\",\"initialPosition\":\"START_OF_FILE\"}"
                .formatted(root.resolve(file), kind, stream);
    }
}
