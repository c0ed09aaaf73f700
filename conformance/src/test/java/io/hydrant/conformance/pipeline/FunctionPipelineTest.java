package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.client.Program;
import io.hydrant.conformance.example.ExamplePackages;
import io.hydrant.conformance.function.Deployment;
import io.hydrant.conformance.function.FunctionPackage;
import io.hydrant.conformance.process.Await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Real trips with spurious ones in between, a data stream, a function that filters them, a
/// delivery stream: the clean trips are rows of Parquet files, and nothing else is.
class FunctionPipelineTest {
    private static final String TABLE = "nyctaxitrips";
    private static final int SHARDS = 2;
    private static final List<byte[]> CLEAN = MixedTrips.clean();

    @TempDir static Path folder;
    private static Lake lake;
    private static Deployment functions;

    @BeforeAll
    static void openLake() {
        lake = new Lake(folder);
        lake.createTable(TABLE, TaxiTable.COLUMNS);
        functions = new Deployment(lake.endpoint());
    }

    @AfterAll
    static void closeLake() {
        functions.close();
        lake.close();
    }

    @Test
    void aFunctionInPythonThatPollsPassesOnCleanTrips() {
        assertCleanTripsPass("polled", python("polled", "35"), createStream("polled"));
    }

    @Test
    void aFunctionInPythonWithEnhancedFanOutPassesOnCleanTrips() {
        assertCleanTripsPass("pushed", python("pushed", "35"), register(createStream("pushed")));
    }

    @Test
    void aFunctionInJavaPassesOnCleanTrips() {
        FunctionPackage function =
                FunctionPackage.java(
                        "java-filter",
                        ExamplePackages.TAXI_FILTER_JAVA_HANDLER,
                        ExamplePackages.taxiFilterJava());
        assertCleanTripsPass(
                "java", function.with(environment("java", "35")), createStream("java"));
    }

    @Test
    void aDeliveryStreamThatThrottlesGetsEveryTripOnceItRecovers() {
        try (RefusingFirehose firehose = RefusingFirehose.before(lake.firehose, 10)) {
            FunctionPackage function = python("slow", "5");
            Map<String, String> environment = new HashMap<>(function.environment());
            environment.put("AWS_ENDPOINT_URL_FIREHOSE", firehose.endpoint().toString());
            String stream = createStream("slow");
            start("slow", function.with(environment), stream);
            send("slow");

            Set<String> expected =
                    CLEAN.stream()
                            .map(trip -> new String(trip, StandardCharsets.UTF_8))
                            .collect(Collectors.toSet());
            Await.until(
                    "all trips being taken",
                    Lake.LIMIT,
                    () -> firehose.taken().containsAll(expected));
            assertThat(firehose.taken()).isEqualTo(expected);
            lake.flush("slow");
            assertThat(rows("slow").stream().distinct().toList())
                    .isEqualTo(TaxiTable.rows(CLEAN, TaxiTable.COLUMNS));
            assertThat(lake.hydrant("logs", "/aws/lambda/slow-filter"))
                    .contains("ThrottlingException: Slow down.); retry 1 of 3")
                    .contains("records were not taken (ServiceUnavailableException: Slow down.)")
                    .contains("NotTaken");
        }
    }

    private static void assertCleanTripsPass(
            String name, FunctionPackage function, String sourceArn) {
        String mapping = start(name, function, sourceArn);
        send(name);
        sendLastTrips(name);
        Administration administration = new Administration(lake.endpoint());
        Await.until(
                "all trips reaching " + name,
                Lake.LIMIT,
                () ->
                        administration.status(name).at("/totals/recordsIn").asLong()
                                >= CLEAN.size() + SHARDS);
        lake.flush(name);

        List<byte[]> expected = new ArrayList<>(CLEAN);
        for (int shard = 0; shard < SHARDS; shard++) {
            expected.add(lastTrip(shard));
        }
        assertThat(rows(name)).isEqualTo(TaxiTable.rows(expected, TaxiTable.COLUMNS));
        assertThat(lake.objects(name + "error/")).isEmpty();
        assertThat(functions.lastResult(mapping)).isEqualTo("OK");
    }

    private static List<List<Object>> rows(String deliveryStream) {
        return DuckDb.rows(lake.download(deliveryStream + "/"), TaxiTable.COLUMNS);
    }

    /// @return the mapping's UUID
    private static String start(String name, FunctionPackage function, String sourceArn) {
        lake.createStream(name, Formats.parquet(TABLE, "LATEST"));
        functions.deploy(function);
        return functions.map(
                mapping ->
                        mapping.functionName(function.name())
                                .eventSourceArn(sourceArn)
                                .batchSize(100)
                                .startingPosition(EventSourcePosition.LATEST));
    }

    private static FunctionPackage python(String name, String seed) {
        assumeTrue(Program.works("python3", "-c", "import boto3"), "boto3 is not installed");
        return FunctionPackage.python(
                        name + "-filter", ExamplePackages.python("taxi-filter-python"))
                .with(environment(name, seed));
    }

    private static Map<String, String> environment(String deliveryStream, String seed) {
        return Map.of(
                "delivery_stream_name",
                deliveryStream,
                "exponential_backoff_seed",
                seed,
                "number_of_retries",
                "3");
    }

    /// @return its ARN
    private static String createStream(String name) {
        lake.kinesis.createStream(create -> create.streamName(name).shardCount(SHARDS));
        lake.kinesis.waiter().waitUntilStreamExists(get -> get.streamName(name));
        return lake.kinesis
                .describeStreamSummary(get -> get.streamName(name))
                .streamDescriptionSummary()
                .streamARN();
    }

    /// @return the consumer's ARN
    private static String register(String streamArn) {
        String arn =
                lake.kinesis
                        .registerStreamConsumer(
                                register ->
                                        register.streamARN(streamArn)
                                                .consumerName("nyc-taxi-trips-cons-1"))
                        .consumer()
                        .consumerARN();
        Await.until(
                arn + " being active",
                Lake.LIMIT,
                () ->
                        lake.kinesis
                                        .describeStreamConsumer(get -> get.consumerARN(arn))
                                        .consumerDescription()
                                        .consumerStatus()
                                == ConsumerStatus.ACTIVE);
        return arn;
    }

    /// All trips with watermarks, then what is no event, then one last trip to each shard: behind
    /// it nothing comes.
    private static void send(String stream) {
        Path file = MixedTrips.write(folder.resolve(stream + ".json"));
        lake.hydrant(
                "replay",
                file.toString(),
                "--stream",
                stream,
                "--speedup",
                "max",
                "--position",
                folder.resolve(stream + ".position").toString());
        for (String each : MixedTrips.noEvents()) {
            lake.kinesis.putRecord(
                    put ->
                            put.streamName(stream)
                                    .partitionKey(each)
                                    .data(SdkBytes.fromUtf8String(each)));
        }
    }

    /// One to each shard, behind which nothing comes.
    private static void sendLastTrips(String stream) {
        List<String> hashKeys =
                lake.kinesis.listShards(list -> list.streamName(stream)).shards().stream()
                        .map(shard -> shard.hashKeyRange().startingHashKey())
                        .toList();
        for (int shard = 0; shard < SHARDS; shard++) {
            byte[] trip = lastTrip(shard);
            String hashKey = hashKeys.get(shard);
            lake.kinesis.putRecord(
                    put ->
                            put.streamName(stream)
                                    .partitionKey("last")
                                    .explicitHashKey(hashKey)
                                    .data(SdkBytes.fromByteArray(trip)));
        }
    }

    private static byte[] lastTrip(int shard) {
        return """
        {"type":"trip","trip_id":%d,"pickup_longitude":-73.9,"pickup_latitude":40.7,\
        "dropoff_longitude":-74,"dropoff_latitude":40.8,"total_amount":1}
        """
                .formatted(9_000_000 + shard)
                .getBytes(StandardCharsets.UTF_8);
    }
}
