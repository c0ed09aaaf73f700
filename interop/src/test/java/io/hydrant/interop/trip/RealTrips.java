package io.hydrant.interop.trip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.hydrant.cli.demo.TaxiTrips;
import io.hydrant.formats.RowFiles;
import io.hydrant.formats.RowReaders;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Trips of New York's taxis from their JSON into files by the product's readers and writers; and
/// the rows that must be in those files, by a parser of JSON that is not the product's.
public final class RealTrips {
    /// Every field of the sample, each with the type that suits it, some with others beside.
    public static final TableSchema SCHEMA =
            new TableSchema(
                    Arrays.stream(
                                    """
                                    pickup_latitude double
                                    pickup_longitude double
                                    dropoff_latitude float
                                    dropoff_longitude double
                                    trip_id bigint
                                    trip_distance double
                                    passenger_count int
                                    pickup_datetime timestamp
                                    dropoff_datetime timestamp
                                    total_amount double
                                    vendor_id string
                                    rate_code smallint
                                    store_and_fwd_flag char(1)
                                    payment_type varchar(20)
                                    fare_amount string
                                    surcharge decimal(38,18)
                                    type string
                                    never_there array<string>
                                    """
                                            .split("\n"))
                            .map(line -> line.split(" ", 2))
                            .map(each -> new Column(each[0], HiveTypeParser.parse(each[1])))
                            .toList());

    public static final JsonDialect OPENX = JsonDialect.OpenX.DEFAULTS;
    public static final JsonDialect HIVE =
            new JsonDialect.Hive(List.of("millis", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"));
    private static final int BATCH_ROWS = 1000;
    private static final List<byte[]> RECORDS = TaxiTrips.records();
    private static final ObjectReader JSON =
            new ObjectMapper()
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private RealTrips() {}

    /// Converts all trips.
    public static void write(Path file, FileFormat format, JsonDialect dialect) throws IOException {
        RowReader reader = RowReaders.of(SCHEMA, dialect);
        RowBatch batch = new RowBatch(SCHEMA);
        try (OutputStream out = Files.newOutputStream(file);
                RowFileWriter writer = RowFiles.open(format, SCHEMA, out)) {
            for (byte[] record : RECORDS) {
                byte[] bytes = Arrays.copyOf(record, record.length + RowReader.SLACK_BYTES);
                Optional<Rejection> rejection = reader.read(bytes, 0, record.length, batch);
                if (rejection.isPresent()) {
                    throw new IllegalStateException(rejection.get() + ": " + new String(record));
                }
                if (batch.rowCount() == BATCH_ROWS) {
                    writer.write(batch);
                    batch.clear();
                }
            }
            writer.write(batch);
            writer.finish();
        }
    }

    /// Compares cell by cell: whole tables in a message help nobody.
    public static void assertSame(List<List<Object>> found, String description) {
        List<List<Object>> expected = rows();
        assertThat(found).as(description).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            if (!found.get(row).equals(expected.get(row))) {
                assertThat(found.get(row))
                        .as("row %d of %s", row, description)
                        .isEqualTo(expected.get(row));
            }
        }
    }

    /// The rows that must be in the file, in their order.
    private static List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>(RECORDS.size());
        for (byte[] record : RECORDS) {
            JsonNode trip = parse(record);
            List<Object> row = new ArrayList<>();
            for (Column column : SCHEMA.columns()) {
                JsonNode value = trip.get(column.name());
                row.add(value == null ? null : value(value, column.type()));
            }
            rows.add(row);
        }
        return rows;
    }

    private static JsonNode parse(byte[] record) {
        try {
            return JSON.readValue(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonNode value, HiveType type) {
        if (type instanceof HiveType.Decimal(int _, int scale)) {
            return value.decimalValue().setScale(scale);
        }
        if (!(type instanceof Primitive primitive)) {
            return value.textValue();
        }
        BigDecimal number = value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
        return switch (primitive) {
            case DOUBLE -> number.doubleValue();
            case FLOAT -> number.floatValue();
            case BIGINT -> number.longValueExact();
            case INT, SMALLINT -> number.intValueExact();
            case STRING -> value.isNumber() ? number.toPlainString() : value.textValue();
            case TIMESTAMP -> LocalDateTime.parse(value.textValue().replace("Z", ""));
            case BOOLEAN, TINYINT, BINARY, DATE ->
                    throw new IllegalArgumentException("no trip has a " + primitive);
        };
    }
}
