package io.hydrant.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.DataStreams;
import io.hydrant.cli.client.Functions;
import io.hydrant.cli.client.Tables;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.demo.function.FilterLanguage;
import io.hydrant.cli.demo.function.FilterPackage;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// The parts of the demo's pipeline, under the names that a public lab gives them: a data stream of
/// taxi trips, a function that filters them, a delivery stream that writes what is left as Parquet,
/// a table over that.
final class Pipeline {
    static final String BUCKET = "kinesislab-nyctaxitrips-demo";
    static final String DATABASE = "kinesislab";
    static final String TABLE = "nyctaxitrips";
    static final String DATA_STREAM = "ingest-taxi-trips";
    static final String DELIVERY_STREAM = "nyc-taxi-trips";
    static final String FUNCTION = "NYCTaxiTrips-KDSLambdaTrigger";
    static final String FUNCTION_LOGS = "/aws/lambda/" + FUNCTION;
    static final String DELIVERY_LOGS = "/aws/kinesisfirehose/" + DELIVERY_STREAM;
    static final String OBJECTS = "nyctaxitrips/";
    static final String ERRORS = "nyctaxitripserror/";
    static final int SHARDS = 2;
    static final int BATCH_RECORDS = 100;
    static final Delivery.Target TARGET =
            new Delivery.Target(BUCKET, DELIVERY_STREAM, OBJECTS, "UNCOMPRESSED");

    private static final String HOURS =
            "year=!{timestamp:YYYY}/month=!{timestamp:MM}"
                    + "/day=!{timestamp:dd}/hour=!{timestamp:HH}/";
    private static final String FUNCTION_ROLE =
            "arn:aws:iam::000000000000:role/NYCTaxiTripsLambdaRole";
    private static final int BUFFER_MEBIBYTES = 128;
    private static final int BUFFER_SECONDS = 180;
    private static final int MEMORY_MEBIBYTES = 512;
    private static final int TIMEOUT_SECONDS = 60;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS_MAX = 1_200;

    private final DataStreams streams;
    private final Functions functions;
    private final Tables tables;
    private final Delivery delivery;
    private final Pauses pauses;

    Pipeline(WireClient wire, Pauses pauses) {
        this.streams = new DataStreams(wire);
        this.functions = new Functions(wire);
        this.tables = new Tables(wire);
        this.delivery = new Delivery(wire, pauses, TARGET);
        this.pauses = pauses;
    }

    Delivery delivery() {
        return delivery;
    }

    void createBucket() {
        delivery.createBucket();
    }

    void createDatabase() {
        tables.createDatabase(DATABASE);
    }

    /// The lab's statement as it is, but for the bucket.
    static String createTableStatement() {
        try (InputStream file = Pipeline.class.getResourceAsStream("create-table.sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("create-table.sql in the jar cannot be read", e);
        }
    }

    int partitionCount() {
        return tables.partitionCount(DATABASE, TABLE);
    }

    void createDataStream() {
        streams.create(DATA_STREAM, SHARDS);
        await(
                "data stream " + DATA_STREAM + " does not become ACTIVE",
                () -> streams.summary(DATA_STREAM).status().equals("ACTIVE"));
    }

    void createDeliveryStream() {
        delivery.createStream(destination());
    }

    private static ObjectNode destination() {
        ObjectNode destination = Delivery.destination(TARGET, BUFFER_MEBIBYTES, BUFFER_SECONDS);
        destination
                .put("Prefix", OBJECTS + HOURS)
                .put("ErrorOutputPrefix", ERRORS + "!{firehose:error-output-type}/" + HOURS)
                .put("S3BackupMode", "Disabled");
        destination
                .putObject("CloudWatchLoggingOptions")
                .put("Enabled", true)
                .put("LogGroupName", DELIVERY_LOGS)
                .put("LogStreamName", "DestinationDelivery");
        ObjectNode conversion = destination.putObject("DataFormatConversionConfiguration");
        conversion.put("Enabled", true);
        conversion
                .putObject("SchemaConfiguration")
                .put("RoleARN", destination.path("RoleARN").asText())
                .put("DatabaseName", DATABASE)
                .put("TableName", TABLE)
                .put("Region", "us-east-1")
                .put("VersionId", "LATEST");
        conversion
                .putObject("InputFormatConfiguration")
                .putObject("Deserializer")
                .putObject("OpenXJsonSerDe");
        conversion
                .putObject("OutputFormatConfiguration")
                .putObject("Serializer")
                .putObject("ParquetSerDe");
        return destination;
    }

    /// Creates the function and waits until it can be invoked.
    void createFunction(FilterLanguage language) {
        functions.create(
                new Functions.Draft(
                        FUNCTION,
                        language.runtime(),
                        language.handler(),
                        FUNCTION_ROLE,
                        FilterPackage.zip(language),
                        Map.of(
                                "delivery_stream_name", DELIVERY_STREAM,
                                "exponential_backoff_seed", "35",
                                "number_of_retries", "3")),
                MEMORY_MEBIBYTES,
                TIMEOUT_SECONDS);
        await(
                "function " + FUNCTION + " does not become Active",
                () -> functions.state(FUNCTION).equals("Active"));
    }

    /// Invokes the function without events: it starts, and what keeps it from working shows here
    /// instead of as a mapping that tries again and again.
    void tryFunction() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.putArray("Records");
        String answer = functions.invoke(FUNCTION, event).toString();
        if (!answer.contains("\"sent\":0")) {
            throw new CommandFailed(
                    "function %s answers a batch without records with %s"
                            .formatted(FUNCTION, answer));
        }
    }

    /// Leads the data stream to the function, and waits until that works.
    ///
    /// `LATEST` is here the moment at which the mapping is created: whatever is put after the
    /// call's answer is read, whenever reading begins, so no trip can be missed. In AWS it is a
    /// moment some seconds or minutes later, even behind `Enabled`; who replays there waits longer.
    ///
    /// @return the mapping's UUID
    String createMapping() {
        String uuid =
                functions
                        .createMapping(
                                new Functions.MappingDraft(
                                        streams.summary(DATA_STREAM).arn(),
                                        FUNCTION,
                                        BATCH_RECORDS,
                                        "LATEST"))
                        .uuid();
        await(
                "mapping " + uuid + " does not become Enabled",
                () -> functions.mapping(uuid).state().equals("Enabled"));
        return uuid;
    }

    private void await(String otherwise, BooleanSupplier condition) {
        for (int polls = 0; !condition.getAsBoolean(); polls++) {
            if (polls == POLLS_MAX) {
                throw new CommandFailed(
                        "%s within %d seconds"
                                .formatted(otherwise, POLLS_MAX * POLL.toMillis() / 1_000));
            }
            pauses.pause(POLL);
        }
    }
}
