package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hydrant.cli.demo.TaxiTrips;

import org.apache.orc.OrcProto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Real trips, put by the clients that people have, are rows of typed files with the values that
/// the JSON had; what is no trip is in the error objects, unchanged and with the reason.
class TaxiLakeTest {
    private static final String KEY =
            "%s/year=\\d{4}/month=\\d\\d/day=\\d\\d/hour=\\d\\d"
                    + "/%s-1-\\d{4}(-\\d\\d){5}-[0-9a-f-]{36}%s";
    private static final int SEVERAL = 50;
    private static final String EMPTY = "The record was empty or contained only whitespace.";
    private static final String MISMATCH = "Data does not match the schema. ";
    private static final String BROKEN = "Encountered malformed JSON.";

    /// What the error object must say of each.
    private static final Map<String, Reason> NO_TRIPS = new LinkedHashMap<>();

    private record Reason(String code, String messageStart) {}

    static {
        NO_TRIPS.put("", new Reason("MalformedData", EMPTY));
        NO_TRIPS.put(" \r\n", new Reason("MalformedData", EMPTY));
        NO_TRIPS.put(
                "42",
                new Reason(
                        "MalformedData",
                        "The input JSON contained a primitive at the top level. The top level"
                                + " must be an object or array."));
        NO_TRIPS.put("{\"trip_id\":12,", new Reason("ParseError", BROKEN));
        NO_TRIPS.put("VTS,2010-01-26 07:41:00,1,0.75", new Reason("ParseError", BROKEN));
        NO_TRIPS.put("{\"trip_id\":1}{\"trip_id\":2}}", new Reason("ParseError", BROKEN));
        NO_TRIPS.put(
                "{\"trip_id\":\"oops\"}",
                new Reason("MalformedData", MISMATCH + "For input string: \"oops\""));
        NO_TRIPS.put(
                "{\"trip_id\":7}{\"trip_id\":8,\"passenger_count\":\"two\"}",
                new Reason("MalformedData", MISMATCH + "For input string: \"two\""));
        NO_TRIPS.put(
                "{\"passenger_count\":2147483648}",
                new Reason("MalformedData", MISMATCH + "For input string: \"2147483648\""));
        NO_TRIPS.put(
                "{\"pickup_datetime\":\"yesterday at nine\"}",
                new Reason("MalformedData", MISMATCH));
        NO_TRIPS.put("{\"total_amount\":{\"usd\":5}}", new Reason("MalformedData", MISMATCH));
    }

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
    void everyTripIsARowWithTheValuesOfItsJson() {
        lake.createStream("nyc-taxi-trips", Formats.parquet("nyctaxitrips", "LATEST"));
        lake.put("nyc-taxi-trips", tripsAndMore());
        lake.flush("nyc-taxi-trips");

        Map<String, byte[]> files = lake.objects("nyctaxitrips/");
        assertThat(files.keySet())
                .isNotEmpty()
                .allMatch(
                        key ->
                                key.matches(
                                        KEY.formatted(
                                                "nyctaxitrips", "nyc-taxi-trips", "\\.parquet")));
        Path copy = lake.download("nyctaxitrips/");
        List<List<Object>> rows = DuckDb.rows(copy, TaxiTable.COLUMNS);
        assertThat(rows).isEqualTo(TaxiTable.rows(TaxiTable.TRIPS, TaxiTable.COLUMNS));

        List<Object> sums =
                DuckDb.query(
                                "SELECT count(*), count(DISTINCT trip_id), sum(total_amount) FROM "
                                        + DuckDb.files(copy))
                        .getFirst();
        assertThat(sums.subList(0, 2)).containsOnly((long) TaxiTable.TRIPS.size());
        assertThat((Double) sums.get(2))
                .isCloseTo(TaxiTable.totalAmount(TaxiTable.TRIPS).doubleValue(), within(0.000_001));
        assertFoundByTheirBounds(copy, rows);
        assertErrorsOf("nyc-taxi-trips", NO_TRIPS);
    }

    @Test
    void filesHaveTheTypesOfTheTableAndPartitionsThoseOfTheirFolders() {
        lake.createStream("typed-trips", Formats.parquet("nyctaxitrips", "LATEST"));
        lake.put("typed-trips", TaxiTable.TRIPS.subList(0, 100));
        lake.flush("typed-trips");

        String files = DuckDb.files(lake.download("typedtrips/"));
        assertThat(
                        DuckDb.query(
                                "SELECT column_name, column_type FROM (DESCRIBE FROM "
                                        + files
                                        + ")"))
                .containsExactlyInAnyOrder(
                        List.of("pickup_latitude", "DOUBLE"),
                        List.of("pickup_longitude", "DOUBLE"),
                        List.of("dropoff_latitude", "DOUBLE"),
                        List.of("dropoff_longitude", "DOUBLE"),
                        List.of("trip_id", "BIGINT"),
                        List.of("trip_distance", "DOUBLE"),
                        List.of("passenger_count", "INTEGER"),
                        List.of("pickup_datetime", "TIMESTAMP"),
                        List.of("dropoff_datetime", "TIMESTAMP"),
                        List.of("total_amount", "DOUBLE"),
                        List.of("year", "VARCHAR"),
                        List.of("month", "VARCHAR"),
                        List.of("day", "VARCHAR"),
                        List.of("hour", "VARCHAR"));
    }

    @Test
    void everyTripIsARowOfOrcByHivesReader() throws IOException {
        lake.createStream("orc-trips", Formats.orc("nyctaxitrips", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"));
        Map<String, Reason> noTrips =
                Map.of(
                        "{\"trip_id\":\"8\"}",
                        new Reason(
                                "MalformedData",
                                MISMATCH
                                        + "Current token (VALUE_STRING) not numeric, can not use"
                                        + " numeric value accessors"),
                        "{\"pickup_datetime\":\"2010-01-26 07:41\"}",
                        new Reason("MalformedData", MISMATCH),
                        "{",
                        new Reason("ParseError", BROKEN));
        List<byte[]> records = new ArrayList<>(TaxiTable.TRIPS);
        noTrips.keySet().forEach(each -> records.add(bytes(each)));
        lake.put("orc-trips", records);
        lake.flush("orc-trips");

        assertErrorsOf("orc-trips", noTrips);
        Map<String, byte[]> files = lake.objects("orctrips/");
        assertThat(files.keySet())
                .singleElement()
                .asString()
                .matches(KEY.formatted("orctrips", "orc-trips", "\\.orc"));
        OrcProto.Footer footer = footer(files.values().iterator().next());
        assertThat(footer.getTypes(0).getFieldNamesList())
                .isEqualTo(TaxiTable.COLUMNS.stream().map(column -> column.name()).toList());
        assertThat(footer.getNumberOfRows()).isEqualTo(TaxiTable.TRIPS.size());
        long trips = TaxiTable.TRIPS.size();
        OrcProto.ColumnStatistics tripId = footer.getStatistics(5);
        assertThat(tripId.getNumberOfValues()).isEqualTo(trips);
        assertThat(tripId.getIntStatistics().getSum()).isEqualTo(trips * (trips + 1) / 2);
        assertThat(footer.getStatistics(10).getDoubleStatistics().getSum())
                .isCloseTo(TaxiTable.totalAmount(TaxiTable.TRIPS).doubleValue(), within(0.000_001));
    }

    @Test
    void whatAReplaySendsThroughADataStreamIsWhatTheFilesHold() throws IOException {
        lake.createStream(
                "streamed-trips",
                createDataStream("ingest-taxi-trips"),
                Formats.parquet("nyctaxitrips", "LATEST"));
        replayInto("ingest-taxi-trips");
        lake.kinesis.putRecord(
                put ->
                        put.streamName("ingest-taxi-trips")
                                .partitionKey("broken")
                                .data(SdkBytes.fromUtf8String("{\"trip_id\":")));
        lake.flush("streamed-trips");

        List<byte[]> streamed = streamed("ingest-taxi-trips");
        assertThat(streamed).hasSize(TaxiTable.TRIPS.size() + 1);
        streamed.removeIf(record -> record.length == "{\"trip_id\":".length());
        assertThat(DuckDb.rows(lake.download("streamedtrips/"), TaxiTable.COLUMNS))
                .isEqualTo(TaxiTable.rows(streamed, TaxiTable.COLUMNS));
        assertErrorsOf("streamed-trips", Map.of("{\"trip_id\":", new Reason("ParseError", BROKEN)));
    }

    @Test
    void tripsThatAReplayAggregatesAreRowsEachOnItsOwn() throws IOException {
        lake.createStream(
                "aggregated-trips",
                createDataStream("aggregated-taxi-trips"),
                Formats.parquet("nyctaxitrips", "LATEST"));
        replayInto("aggregated-taxi-trips", "--aggregate");
        lake.flush("aggregated-trips");

        assertThat(streamed("aggregated-taxi-trips")).hasSizeLessThan(TaxiTable.TRIPS.size() / 10);
        assertThat(DuckDb.rows(lake.download("aggregatedtrips/"), TaxiTable.COLUMNS))
                .isEqualTo(TaxiTable.rows(TaxiTable.TRIPS, TaxiTable.COLUMNS));
        assertThat(lake.objects("aggregatedtripserror/")).isEmpty();
    }

    /// @return its ARN
    private static String createDataStream(String name) {
        lake.kinesis.createStream(create -> create.streamName(name).shardCount(2));
        lake.kinesis.waiter().waitUntilStreamExists(get -> get.streamName(name));
        return lake.kinesis
                .describeStreamSummary(get -> get.streamName(name))
                .streamDescriptionSummary()
                .streamARN();
    }

    private static void replayInto(String stream, String... options) throws IOException {
        Path source = folder.resolve(stream + ".csv.gz");
        try (InputStream sample = TaxiTrips.class.getResourceAsStream("taxi-trips.csv.gz")) {
            Files.copy(sample, source);
        }
        List<String> arguments =
                new ArrayList<>(List.of("replay", source.toString(), "--stream", stream));
        arguments.addAll(List.of("--speedup", "max", "--no-watermark"));
        arguments.addAll(List.of("--position", folder.resolve(stream + ".position").toString()));
        arguments.addAll(List.of(options));
        lake.hydrant(arguments.toArray(String[]::new));
    }

    /// Readers skip what is outside of the bounds that files claim for their columns: the least and
    /// the greatest value must be inside.
    private static void assertFoundByTheirBounds(Path files, List<List<Object>> rows) {
        List<String> queries = new ArrayList<>();
        List<List<Object>> counts = new ArrayList<>();
        for (int column = 0; column < TaxiTable.COLUMNS.size(); column++) {
            if (TaxiTable.COLUMNS.get(column).type().equals("double")) {
                int place = column;
                List<Double> values =
                        rows.stream()
                                .map(row -> (Double) row.get(place))
                                .filter(Objects::nonNull)
                                .toList();
                for (Double bound : List.of(Collections.min(values), Collections.max(values))) {
                    queries.add(
                            "SELECT count(*) FROM %s WHERE %s = '%s'::DOUBLE"
                                    .formatted(
                                            DuckDb.files(files),
                                            TaxiTable.COLUMNS.get(column).name(),
                                            bound));
                    counts.add(List.of((long) Collections.frequency(values, bound)));
                }
            }
        }
        assertThat(DuckDb.query(String.join(" UNION ALL ", queries))).isEqualTo(counts);
    }

    /// Trips, the first of them in one record, with the others in between.
    private static List<byte[]> tripsAndMore() {
        ByteArrayOutputStream several = new ByteArrayOutputStream();
        TaxiTable.TRIPS.subList(0, SEVERAL).forEach(several::writeBytes);
        List<byte[]> records = new ArrayList<>(List.of(several.toByteArray()));
        records.addAll(TaxiTable.TRIPS.subList(SEVERAL, TaxiTable.TRIPS.size()));
        int place = 0;
        for (String noTrip : NO_TRIPS.keySet()) {
            records.add(place, bytes(noTrip));
            place += 300;
        }
        return records;
    }

    private static void assertErrorsOf(String stream, Map<String, Reason> expected) {
        String prefix = Lake.folderOf(stream) + "error/";
        Map<String, byte[]> objects = lake.objects(prefix);
        String start = prefix + "format-conversion-failed";
        assertThat(objects.keySet())
                .isNotEmpty()
                .allMatch(key -> key.matches(KEY.formatted(start, stream, "")));
        List<ErrorLine> lines = ErrorLine.of(objects.values());
        assertThat(lines)
                .extracting(line -> new String(line.rawData(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (ErrorLine line : lines) {
            Reason reason = expected.get(new String(line.rawData(), StandardCharsets.UTF_8));
            assertThat(line.code()).as("%s", line).isEqualTo(reason.code());
            assertThat(line.message()).startsWith(reason.messageStart());
            assertThat(line.line().path("sequenceNumber").textValue()).matches("\\d{30,}");
            assertThat(line.line().path("subSequenceNumber").isIntegralNumber()).isTrue();
            assertThat(line.line().at("/dataCatalogTable/tableName").textValue())
                    .isEqualTo("nyctaxitrips");
            assertThat(line.line().at("/dataCatalogTable/versionId").textValue())
                    .isEqualTo("LATEST");
        }
    }

    private static List<byte[]> streamed(String stream) {
        List<byte[]> records = new ArrayList<>();
        for (Shard shard : lake.kinesis.listShards(list -> list.streamName(stream)).shards()) {
            String iterator =
                    lake.kinesis
                            .getShardIterator(
                                    get ->
                                            get.streamName(stream)
                                                    .shardId(shard.shardId())
                                                    .shardIteratorType(
                                                            ShardIteratorType.TRIM_HORIZON))
                            .shardIterator();
            List<Record> page;
            do {
                String here = iterator;
                GetRecordsResponse answer = lake.kinesis.getRecords(get -> get.shardIterator(here));
                page = answer.records();
                page.forEach(record -> records.add(record.data().asByteArray()));
                iterator = answer.nextShardIterator();
            } while (!page.isEmpty());
        }
        return records;
    }

    /// Of a file that is not compressed.
    private static OrcProto.Footer footer(byte[] file) throws IOException {
        int postScriptEnd = file.length - 1;
        int footerEnd = postScriptEnd - (file[postScriptEnd] & 0xff);
        OrcProto.PostScript postScript =
                OrcProto.PostScript.parseFrom(Arrays.copyOfRange(file, footerEnd, postScriptEnd));
        int footerStart = footerEnd - (int) postScript.getFooterLength();
        return OrcProto.Footer.parseFrom(Arrays.copyOfRange(file, footerStart, footerEnd));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
