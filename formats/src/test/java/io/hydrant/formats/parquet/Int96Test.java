package io.hydrant.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import org.apache.parquet.format.Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

class Int96Test {
    /// By definition 2000-01-01 is Julian day 2451545; the others are counted from it in the
    /// Gregorian calendar.
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00, 2440588, 0",
        "2000-01-01T12:00:00, 2451545, 43200000000000",
        "1969-12-31T23:59:59.999999999, 2440587, 86399999999999",
        "1700-02-28T00:00:00.000000001, 2342031, 1",
        "1677-09-21T00:12:43.145224192, 2333836, 763145224192",
        "2262-04-11T23:47:16.854775807, 2547339, 85636854775807"
    })
    void storesTheJulianDayAndTheNanosecondsOfTheDay(
            LocalDateTime time, int julianDay, long nanosOfDay) {
        RowBatch batch =
                new RowBatch(new TableSchema(List.of(new Column("at", Primitive.TIMESTAMP))));
        long seconds = time.toEpochSecond(ZoneOffset.UTC);
        ((LongVector) batch.column(0)).append(seconds * 1_000_000_000L + time.getNano());
        Leaf leaf =
                new Leaf(
                        List.of("at"),
                        Primitive.TIMESTAMP,
                        Type.INT96,
                        new Leaf.Storage.Int96(),
                        1,
                        0);
        NumberValues values = new NumberValues(leaf, false);
        values.appendAll(batch.column(0), 0, 1);
        PageScratch scratch = new PageScratch();

        values.encode(true, scratch);

        ByteBuffer stored =
                ByteBuffer.wrap(scratch.page.bytes, 0, 12).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(scratch.page.size).isEqualTo(12);
        assertThat(stored.getLong()).isEqualTo(nanosOfDay);
        assertThat(stored.getInt()).isEqualTo(julianDay);
        assertThat(values.chunkBounds()).isEmpty();
    }
}
