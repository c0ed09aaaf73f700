package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.Column;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// `hydrant convert` beside a running server: what delivery streams left is converted later.
class ConvertedLakeTest {
    /// A column of the sample that many trips leave out: where it is there, it is no number.
    private static final List<Column> WRONG =
            TaxiTable.with(TaxiTable.COLUMNS, "store_and_fwd_flag int");

    private static final List<Column> FIXED =
            TaxiTable.with(TaxiTable.COLUMNS, "store_and_fwd_flag string");

    @TempDir static Path folder;
    private static Lake lake;

    @BeforeAll
    static void openLake() {
        lake = new Lake(folder);
        lake.createTable("nyctaxitrips", TaxiTable.COLUMNS);
    }

    @AfterAll
    static void closeLake() {
        lake.close();
    }

    @Test
    void errorObjectsBecomeTheRowsThatWereMissingOnceTheTableIsRight() {
        lake.createTable("flagged", WRONG);
        lake.createStream("flagged-trips", Formats.parquet("flagged", "LATEST"));
        lake.put("flagged-trips", TaxiTable.TRIPS);
        lake.flush("flagged-trips");
        List<ErrorLine> rejected = ErrorLine.of(lake.objects("flaggedtripserror/").values());
        List<List<Object>> delivered =
                DuckDb.rows(lake.download("flaggedtrips/"), TaxiTable.COLUMNS);
        assertThat(rejected).hasSizeBetween(1, TaxiTable.TRIPS.size() - 1);
        assertThat(delivered).hasSize(TaxiTable.TRIPS.size() - rejected.size());
        lake.updateTable("flagged", FIXED);

        lake.hydrant(
                "convert",
                "s3://" + Lake.BUCKET + "/flaggedtripserror/format-conversion-failed/",
                "--from-errors",
                "--table",
                Lake.DATABASE + ".flagged",
                "--to",
                "s3://" + Lake.BUCKET + "/redriven/",
                "--strict");

        Path redriven = lake.download("redriven/");
        assertThat(DuckDb.rows(redriven, FIXED))
                .isEqualTo(
                        TaxiTable.rows(rejected.stream().map(ErrorLine::rawData).toList(), FIXED));
        assertThat(delivered.size() + DuckDb.rows(redriven, FIXED).size())
                .isEqualTo(TaxiTable.TRIPS.size());
    }

    @Test
    void theBackupOfAStreamBecomesTheRowsThatWereDelivered() {
        lake.createTable("backed", TaxiTable.COLUMNS);
        lake.createStreamWithBackup("backed-trips", Formats.parquet("backed", "LATEST"));
        lake.put("backed-trips", TaxiTable.TRIPS);
        lake.flush("backed-trips");

        lake.hydrant(
                "convert",
                "s3://" + Lake.BUCKET + "/backedtripsbackup/",
                "--table",
                Lake.DATABASE + ".backed",
                "--table-version",
                "0",
                "--to",
                "s3://" + Lake.BUCKET + "/again/",
                "--strict");

        List<List<Object>> rows = DuckDb.rows(lake.download("again/"), TaxiTable.COLUMNS);
        assertThat(rows).isEqualTo(TaxiTable.rows(TaxiTable.TRIPS, TaxiTable.COLUMNS));
        assertThat(rows).isEqualTo(DuckDb.rows(lake.download("backedtrips/"), TaxiTable.COLUMNS));
    }

    @Test
    void packedDocumentsWithNothingBetweenBecomeRowsByTheStatementOfATable() throws IOException {
        lake.s3.putObject(
                put -> put.bucket(Lake.BUCKET).key("raw/2026/11/trips.gz"),
                RequestBody.fromBytes(packed(withoutNewlines(TaxiTable.TRIPS))));
        Path statement = Files.writeString(folder.resolve("trips.sql"), TaxiTable.DDL);

        lake.hydrant(
                "convert",
                "s3://" + Lake.BUCKET + "/raw/",
                "--ddl",
                statement.toString(),
                "--to",
                "s3://" + Lake.BUCKET + "/converted/",
                "--compression",
                "zstd",
                "--int64-timestamps",
                "--strict");

        Map<String, byte[]> files = lake.objects("converted/");
        assertThat(files.keySet()).isNotEmpty().allMatch(key -> key.endsWith(".parquet"));
        assertThat(DuckDb.rows(lake.download("converted/"), TaxiTable.COLUMNS))
                .isEqualTo(TaxiTable.rows(TaxiTable.TRIPS, TaxiTable.COLUMNS));
    }

    @Test
    void whatAConversionRejectsIsConvertedByTheNextOne() throws IOException {
        Path source = Files.write(folder.resolve("kept.json"), joined(TaxiTable.TRIPS));
        String statement = TaxiTable.DDL.replace("`trip_id` bigint", "`trip_id` tinyint");
        Path wrong = Files.writeString(folder.resolve("wrong.sql"), statement);
        Path right = Files.writeString(folder.resolve("right.sql"), TaxiTable.DDL);
        String rejected = "s3://" + Lake.BUCKET + "/rejected/trips.json.gz";
        String target = "s3://" + Lake.BUCKET + "/kept/";

        lake.hydrant(
                "convert",
                source.toString(),
                "--ddl",
                wrong.toString(),
                "--rejected",
                rejected,
                "--partition-by",
                "payment_type",
                "--to",
                target);
        assertThat(DuckDb.rows(lake.download("kept/"), TaxiTable.columns("trip_id tinyint")))
                .hasSize(Byte.MAX_VALUE);
        lake.hydrant(
                "convert",
                rejected,
                "--from-errors",
                "--ddl",
                right.toString(),
                "--partition-by",
                "payment_type",
                "--to",
                target,
                "--append",
                "--strict");

        List<Column> columns = TaxiTable.with(TaxiTable.COLUMNS, "payment_type string");
        assertThat(lake.objects("kept/").keySet())
                .allMatch(key -> key.matches("kept/payment_type=\\w+/part-.*\\.parquet"));
        assertThat(DuckDb.rows(lake.download("kept/"), columns))
                .isEqualTo(TaxiTable.rows(TaxiTable.TRIPS, columns));
    }

    @Test
    void columnsThatAreFoundInTheTripsHoldTheirValues() throws IOException {
        Path source = folder.resolve("trips.json");
        Files.write(source, joined(TaxiTable.TRIPS));
        Path target = folder.resolve("inferred");

        String said =
                lake.hydrant(
                        "convert",
                        source.toString(),
                        "--infer",
                        "--to",
                        target.toString(),
                        "--strict");

        List<Column> columns =
                TaxiTable.columns(
                        "vendor_id string",
                        "pickup_datetime timestamp",
                        "dropoff_datetime timestamp",
                        "passenger_count int",
                        "trip_distance double",
                        "pickup_longitude double",
                        "pickup_latitude double",
                        "rate_code int",
                        "store_and_fwd_flag string",
                        "dropoff_longitude double",
                        "dropoff_latitude double",
                        "payment_type string",
                        "fare_amount double",
                        "surcharge double",
                        "mta_tax double",
                        "tip_amount double",
                        "tolls_amount double",
                        "total_amount double",
                        "trip_id int",
                        "type string");
        columns.forEach(
                column ->
                        assertThat(said)
                                .containsPattern(
                                        "`?" + column.name() + "`? " + column.type() + "\\b"));
        assertThat(DuckDb.rows(target, columns))
                .isEqualTo(TaxiTable.rows(TaxiTable.TRIPS, columns));
    }

    private static List<byte[]> withoutNewlines(Collection<byte[]> records) {
        return records.stream().map(record -> Arrays.copyOf(record, record.length - 1)).toList();
    }

    private static byte[] packed(Collection<byte[]> records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(joined(records));
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(Collection<byte[]> records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        records.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
