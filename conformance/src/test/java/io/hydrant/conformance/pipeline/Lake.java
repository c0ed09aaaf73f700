package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.cli.command.HydrantCommand;
import io.hydrant.cli.command.Surroundings;
import io.hydrant.cli.host.EmbeddedServers;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Terminal;
import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.S3BackupMode;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A data lake on a server of its own: a database, a bucket and delivery streams into it, by the
/// clients that people have.
final class Lake implements AutoCloseable {
    static final String DATABASE = "kinesislab";
    static final String BUCKET = "kinesislab-nyctaxitrips-initials";
    private static final String BUCKET_ARN = "arn:aws:s3:::" + BUCKET;
    static final String ROLE = "arn:aws:iam::000000000000:role/delivery";
    static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String HOURS =
            "year=!{timestamp:YYYY}/month=!{timestamp:MM}"
                    + "/day=!{timestamp:dd}/hour=!{timestamp:HH}/";
    private static final int BATCH_RECORDS_MAX = 500;

    private ServerProcess server;
    final FirehoseClient firehose;
    final GlueClient glue;
    final KinesisClient kinesis;
    final S3Client s3;
    private final Path folder;
    private final String bucket;

    Lake(Path folder) {
        this(folder, BUCKET);
    }

    /// @param bucket that the objects are in
    Lake(Path folder, String bucket) {
        this.folder = folder;
        this.bucket = bucket;
        this.server = ServerProcess.start(Launch.in(folder.resolve("server")));
        this.firehose = AwsClients.firehose(server.endpoint());
        this.kinesis = AwsClients.kinesis(server.endpoint());
        this.s3 = AwsClients.s3(server.endpoint());
        this.glue = AwsClients.glue(server.endpoint());
        s3.createBucket(create -> create.bucket(bucket));
        glue.createDatabase(create -> create.databaseInput(input -> input.name(DATABASE)));
    }

    @Override
    public void close() {
        glue.close();
        s3.close();
        kinesis.close();
        firehose.close();
        server.close();
    }

    URI endpoint() {
        return server.endpoint();
    }

    /// Kills the server and starts it again, at the same address with the same data.
    void killAndRestart() {
        server.kill();
        server = ServerProcess.start(server.launch());
    }

    void createTable(String name, List<Column> columns) {
        glue.createTable(
                create -> create.databaseName(DATABASE).tableInput(TaxiTable.table(name, columns)));
    }

    void updateTable(String name, List<Column> columns) {
        glue.updateTable(
                update -> update.databaseName(DATABASE).tableInput(TaxiTable.table(name, columns)));
    }

    /// A delivery stream that records are put to. `nyc-taxi-trips` has its objects below
    /// `nyctaxitrips/`, its error objects below `nyctaxitripserror/`.
    void createStream(String stream, DataFormatConversionConfiguration conversion) {
        createStream(stream, destination(stream, conversion));
    }

    /// The same with a packed copy of the records as they came, below `nyctaxitripsbackup/`.
    void createStreamWithBackup(String stream, DataFormatConversionConfiguration conversion) {
        firehose.createDeliveryStream(
                create ->
                        create.deliveryStreamName(stream)
                                .extendedS3DestinationConfiguration(
                                        destination(stream, conversion).toBuilder()
                                                .s3BackupMode(S3BackupMode.ENABLED)
                                                .s3BackupConfiguration(
                                                        backup ->
                                                                backup.roleARN(ROLE)
                                                                        .bucketARN(BUCKET_ARN)
                                                                        .prefix(
                                                                                folderOf(stream)
                                                                                        + "backup/")
                                                                        .compressionFormat(
                                                                                CompressionFormat
                                                                                        .GZIP))
                                                .build()));
        awaitActive(stream);
    }

    /// A delivery stream that reads a data stream.
    void createStream(
            String stream, String dataStreamArn, DataFormatConversionConfiguration conversion) {
        firehose.createDeliveryStream(
                create ->
                        create.deliveryStreamName(stream)
                                .deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE)
                                .kinesisStreamSourceConfiguration(
                                        source ->
                                                source.kinesisStreamARN(dataStreamArn)
                                                        .roleARN(ROLE))
                                .extendedS3DestinationConfiguration(
                                        destination(stream, conversion)));
        awaitActive(stream);
    }

    /// A delivery stream that records are put to, with a destination of its own.
    void createStream(String stream, ExtendedS3DestinationConfiguration destination) {
        firehose.createDeliveryStream(
                create ->
                        create.deliveryStreamName(stream)
                                .extendedS3DestinationConfiguration(destination));
        awaitActive(stream);
    }

    private static ExtendedS3DestinationConfiguration destination(
            String stream, DataFormatConversionConfiguration conversion) {
        String folder = folderOf(stream);
        return ExtendedS3DestinationConfiguration.builder()
                .roleARN(ROLE)
                .bucketARN(BUCKET_ARN)
                .prefix(folder + "/" + HOURS)
                .errorOutputPrefix(folder + "error/!{firehose:error-output-type}/" + HOURS)
                .bufferingHints(hints -> hints.sizeInMBs(128).intervalInSeconds(180))
                .dataFormatConversionConfiguration(conversion)
                .build();
    }

    /// Where the objects of a stream are.
    static String folderOf(String stream) {
        return stream.replace("-", "");
    }

    /// Waits until records can be put.
    void awaitActive(String stream) {
        Await.until(
                stream + " being active",
                LIMIT,
                () ->
                        firehose.describeDeliveryStream(get -> get.deliveryStreamName(stream))
                                        .deliveryStreamDescription()
                                        .deliveryStreamStatus()
                                == DeliveryStreamStatus.ACTIVE);
    }

    /// Puts all records in order.
    void put(String stream, List<byte[]> records) {
        for (int from = 0; from < records.size(); from += BATCH_RECORDS_MAX) {
            List<Record> batch =
                    records
                            .subList(from, Math.min(records.size(), from + BATCH_RECORDS_MAX))
                            .stream()
                            .map(
                                    data ->
                                            Record.builder()
                                                    .data(SdkBytes.fromByteArray(data))
                                                    .build())
                            .toList();
            PutRecordBatchResponse answer =
                    firehose.putRecordBatch(put -> put.deliveryStreamName(stream).records(batch));
            assertThat(answer.failedPutCount()).isZero();
        }
    }

    /// Delivers all that was put.
    void flush(String stream) {
        JsonNode answer = new Administration(server.endpoint()).flush(stream, LIMIT);
        assertThat(answer.path("delivered").asBoolean()).as("%s", answer).isTrue();
    }

    /// Contents by key; also of those with control characters.
    Map<String, byte[]> objects(String prefix) {
        Map<String, byte[]> objects = new TreeMap<>();
        // Without the encoding, no XML could list keys with control characters.
        Consumer<ListObjectsV2Request.Builder> listing =
                list -> list.bucket(bucket).prefix(prefix).encodingType(EncodingType.URL);
        for (S3Object object : s3.listObjectsV2Paginator(listing).contents()) {
            objects.put(
                    object.key(),
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key())).asByteArray());
        }
        return objects;
    }

    /// The folders with a prefix that hold objects, each with a slash at its end.
    SortedSet<String> folders(String prefix) {
        return objects(prefix).keySet().stream()
                .map(key -> key.substring(0, key.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Copies objects into files.
    ///
    /// @return the folder that corresponds to the bucket, with nothing else in it
    Path download(String prefix) {
        try {
            Path copy = Files.createTempDirectory(folder, "objects");
            for (Map.Entry<String, byte[]> object : objects(prefix).entrySet()) {
                Path file = copy.resolve(object.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, object.getValue());
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a command of `hydrant` that talks to the server, in this process; it must succeed.
    ///
    /// @return what it said
    String hydrant(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--endpoint-url", server.endpoint().toString()));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Map<String, String> environment = Map.of();
        Surroundings surroundings =
                new Surroundings(
                        new Terminal(out, out, false, false),
                        environment,
                        new EmbeddedServers(environment),
                        Pauses.real());
        int code = HydrantCommand.commandLine(surroundings).execute(all.toArray(String[]::new));
        assertThat(code).as("%s said %s", all, said).isZero();
        return said.toString();
    }
}
