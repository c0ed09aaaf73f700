package io.hydrant.conformance.pipeline;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.hydrant.cli.demo.TaxiTrips;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The table of taxi trips of the lab for delivery streams, and what its rows must be.
final class TaxiTable {
    private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";
    private static final ObjectReader JSON =
            new ObjectMapper()
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /// As the lab has it.
    static final String DDL =
            """
            CREATE EXTERNAL TABLE nyctaxitrips(
                `pickup_latitude` double,
                `pickup_longitude` double,
                `dropoff_latitude` double,
                `dropoff_longitude` double,
                `trip_id` bigint,
                `trip_distance` double,
                `passenger_count` int,
                `pickup_datetime` timestamp,
                `dropoff_datetime` timestamp,
                `total_amount` double)
                PARTITIONED BY (
                `year` string,
                `month` string,
                `day` string,
                `hour` string)
                ROW FORMAT SERDE
                'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
                STORED AS INPUTFORMAT
                'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
                OUTPUTFORMAT
                'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
                LOCATION
                's3://kinesislab-nyctaxitrips-initials/nyctaxitrips/'
                TBLPROPERTIES ('has_encrypted_data'='false');
            """;

    static final List<Column> COLUMNS =
            columns(
                    "pickup_latitude double",
                    "pickup_longitude double",
                    "dropoff_latitude double",
                    "dropoff_longitude double",
                    "trip_id bigint",
                    "trip_distance double",
                    "passenger_count int",
                    "pickup_datetime timestamp",
                    "dropoff_datetime timestamp",
                    "total_amount double");

    /// Every trip of the sample, as records to put.
    static final List<byte[]> TRIPS = TaxiTrips.records();

    private static final List<Column> KEYS =
            columns("year string", "month string", "day string", "hour string");

    private TaxiTable() {}

    /// Columns by their names and Hive types, such as `trip_id bigint`.
    static List<Column> columns(String... namesAndTypes) {
        return Arrays.stream(namesAndTypes)
                .map(each -> each.split(" ", 2))
                .map(each -> Column.builder().name(each[0]).type(each[1]).build())
                .toList();
    }

    static List<Column> with(List<Column> columns, String... more) {
        return Stream.concat(columns.stream(), columns(more).stream()).toList();
    }

    static TableInput table(String name, List<Column> columns) {
        StorageDescriptor storage =
                StorageDescriptor.builder()
                        .columns(columns)
                        .location("s3://kinesislab/" + name + "/")
                        .inputFormat(PARQUET + "MapredParquetInputFormat")
                        .outputFormat(PARQUET + "MapredParquetOutputFormat")
                        .serdeInfo(
                                serde ->
                                        serde.serializationLibrary(
                                                PARQUET + "serde.ParquetHiveSerDe"))
                        .build();
        return TableInput.builder()
                .name(name)
                .tableType("EXTERNAL_TABLE")
                .partitionKeys(KEYS)
                .storageDescriptor(storage)
                .build();
    }

    /// The rows that JSON documents must become, in the order of their trips.
    static List<List<Object>> rows(Collection<byte[]> documents, List<Column> columns) {
        List<JsonNode> trips = new ArrayList<>();
        documents.forEach(each -> trips.addAll(parse(each)));
        trips.sort(Comparator.comparingLong(trip -> trip.path("trip_id").longValue()));
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode trip : trips) {
            List<Object> row = new ArrayList<>();
            columns.forEach(column -> row.add(value(trip.get(column.name()), column.type())));
            rows.add(row);
        }
        return rows;
    }

    private static List<JsonNode> parse(byte[] documents) {
        try (MappingIterator<JsonNode> each = JSON.readValues(documents)) {
            return each.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonNode value, String type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case "double" -> value.decimalValue().doubleValue();
            case "bigint" -> value.longValue();
            case "int" -> value.intValue();
            case "string" -> value.asText();
            case "timestamp" ->
                    OffsetDateTime.parse(value.textValue())
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime();
            default -> throw new IllegalArgumentException("no trip has a " + type);
        };
    }

    /// What the trips cost together, to the cent.
    static BigDecimal totalAmount(Collection<byte[]> documents) {
        return documents.stream()
                .flatMap(each -> parse(each).stream())
                .map(trip -> trip.get("total_amount").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
