package io.hydrant.interop.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.column.PlainRows;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.SampleRows;
import io.hydrant.formats.file.FileFormat.Orc;
import io.hydrant.formats.orc.OrcFormats;
import io.hydrant.formats.orc.OrcSample;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.storage.ql.io.sarg.PredicateLeaf;
import org.apache.orc.storage.ql.io.sarg.SearchArgument;
import org.apache.orc.storage.ql.io.sarg.SearchArgumentFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;

/// ORC's own reader, on the real Hadoop, looks at our files.
class OrcReadBackTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Orc.Compression.class)
    void givesBackEveryTypeAtEveryVersion(Orc.Compression compression) throws IOException {
        TableSchema schema = OrcSample.schema();
        for (Orc.Version version : Orc.Version.values()) {
            assertReadBack(schema, OrcFormats.with(compression, version), 4_000, 23);
        }
    }

    @Test
    void givesBackRandomSchemas() throws IOException {
        for (int seed = 0; seed < 25; seed++) {
            Orc.Compression[] compressions = Orc.Compression.values();
            Orc.Version[] versions = Orc.Version.values();
            Orc format =
                    OrcFormats.with(
                            compressions[seed % compressions.length],
                            versions[seed / 3 % versions.length]);
            assertReadBack(SampleRows.randomSchema(seed, 4), format, 1_500, seed);
        }
    }

    @Test
    void givesBackManyStripes() throws IOException {
        TableSchema schema = SampleRows.flatSchema();
        for (boolean padding : List.of(false, true)) {
            Orc format = OrcFormats.withStripes(1 << 20, 1 << 21, padding);

            Path file = assertReadBack(schema, format, 20_000, 5);

            try (Reader reader = OrcRows.open(file)) {
                assertThat(reader.getStripes()).hasSizeGreaterThan(2);
            }
        }
    }

    @Test
    void makesTheBytesThatTheStubsMake() throws IOException {
        byte[] file = OrcSample.file(OrcSample.uncompressed());
        try (Reader reader = OrcRows.open(saved(file))) {
            assertThat(OrcSample.digest(file, (int) reader.getContentLength()))
                    .isEqualTo(OrcSample.BODY_DIGEST);
        }
    }

    @Test
    void givesBackAFileWithoutRows() throws IOException {
        TableSchema schema = OrcSample.schema();
        Path file = saved(OrcFormats.fileOf(OrcSample.uncompressed(), new RowBatch(schema)));

        assertThat(OrcRows.read(file, schema)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, America/New_York",
        "America/New_York, UTC",
        "Asia/Kolkata, Pacific/Auckland",
        "Pacific/Auckland, Europe/Berlin"
    })
    void showsReadersTheSameWallTimeInAnyZone(String writer, String reader) throws IOException {
        List<LocalDateTime> times =
                List.of(
                        LocalDateTime.of(2024, 3, 9, 12, 0, 0, 123_456_789),
                        LocalDateTime.of(2024, 7, 1, 0, 0),
                        LocalDateTime.of(2015, 1, 1, 0, 0),
                        LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 58, 500_000_000),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1_000),
                        LocalDateTime.of(1950, 6, 1, 3, 4, 5, 999_999_999),
                        LocalDateTime.of(1700, 1, 1, 1, 1, 1, 7));
        TableSchema schema = new TableSchema(List.of(new Column("at", Primitive.TIMESTAMP)));
        List<List<Object>> rows = times.stream().map(time -> List.<Object>of(time)).toList();
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(writer));
            Path file =
                    saved(
                            OrcFormats.fileOf(
                                    OrcSample.uncompressed(), PlainRows.batchOf(schema, rows)));
            TimeZone.setDefault(TimeZone.getTimeZone(reader));

            assertThat(localTimes(file)).isEqualTo(times);
            assertThat(OrcRows.read(file, schema)).isEqualTo(rows);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void givesBackDatesBeforeTheGregorianCalendar() throws IOException {
        TableSchema schema = new TableSchema(List.of(new Column("day", Primitive.DATE)));
        List<List<Object>> rows =
                List.of(
                        List.of(LocalDate.of(1, 1, 1)),
                        List.of(LocalDate.of(1000, 2, 28)),
                        List.of(LocalDate.of(1582, 10, 4)),
                        List.of(LocalDate.of(1582, 10, 10)),
                        List.of(LocalDate.of(9999, 12, 31)));

        Path file =
                saved(OrcFormats.fileOf(OrcSample.uncompressed(), PlainRows.batchOf(schema, rows)));

        assertThat(OrcRows.read(file, schema)).isEqualTo(rows);
    }

    @Test
    void readsFewRowsWhereABloomFilterHelps() throws IOException {
        TableSchema schema =
                new TableSchema(
                        List.of(
                                new Column("id", Primitive.BIGINT),
                                new Column("name", Primitive.STRING)));
        RowBatch batch = new RowBatch(schema);
        for (long i = 0; i < 50_000; i++) {
            long mixed = i * 7919 % 50_000;
            PlainRows.append(batch, List.of(mixed * 2, "name " + mixed * 2));
        }
        Path plain = saved(OrcFormats.fileOf(OrcFormats.withDictionary(0), batch));
        Path filtered =
                saved(OrcFormats.fileOf(OrcFormats.withBloomFilters(0.001, "ID", "name"), batch));
        SearchArgument id =
                SearchArgumentFactory.newBuilder()
                        .equals("id", PredicateLeaf.Type.LONG, 24_690L)
                        .build();
        SearchArgument name =
                SearchArgumentFactory.newBuilder()
                        .equals("name", PredicateLeaf.Type.STRING, "name 24690")
                        .build();

        assertThat(rowsRead(plain, id)).isEqualTo(50_000);
        assertThat(rowsRead(filtered, id)).isBetween(1_000L, 3_000L);
        assertThat(rowsRead(plain, name)).isEqualTo(50_000);
        assertThat(rowsRead(filtered, name)).isBetween(1_000L, 3_000L);
    }

    private Path assertReadBack(TableSchema schema, Orc format, int rowCount, long seed)
            throws IOException {
        SampleRows sample = new SampleRows(schema, seed);
        List<List<Object>> first = sample.next(rowCount / 3);
        List<List<Object>> second = sample.next(rowCount - first.size());
        Path file =
                saved(
                        OrcFormats.fileOf(
                                format,
                                PlainRows.batchOf(schema, first),
                                PlainRows.batchOf(schema, second)));
        List<List<Object>> all = new ArrayList<>(first);
        all.addAll(second);
        OrcExpectation.ORC.assertSame(
                OrcRows.read(file, schema), all, schema + ", " + format + ", seed " + seed);
        return file;
    }

    private Path saved(byte[] file) throws IOException {
        return Files.write(Files.createTempFile(folder, "rows", ".orc"), file);
    }

    private static long rowsRead(Path file, SearchArgument argument) throws IOException {
        try (Reader reader = OrcRows.open(file);
                RecordReader records =
                        reader.rows(
                                reader.options()
                                        .searchArgument(argument, new String[] {"id", "name"})
                                        .allowSARGToFilter(false))) {
            VectorizedRowBatch batch = reader.getSchema().createRowBatch();
            long count = 0;
            while (records.nextBatch(batch)) {
                count += batch.size;
            }
            return count;
        }
    }

    /// As a reader sees them that thinks in its own zone, as Hive and Spark do.
    private static List<LocalDateTime> localTimes(Path file) throws IOException {
        List<LocalDateTime> times = new ArrayList<>();
        try (Reader reader =
                        OrcFile.createReader(
                                new org.apache.hadoop.fs.Path(file.toUri()),
                                OrcFile.readerOptions(new Configuration(false))
                                        .convertToProlepticGregorian(true));
                RecordReader records = reader.rows()) {
            VectorizedRowBatch batch = reader.getSchema().createRowBatch();
            while (records.nextBatch(batch)) {
                TimestampColumnVector column = (TimestampColumnVector) batch.cols[0];
                for (int i = 0; i < batch.size; i++) {
                    times.add(column.asScratchTimestamp(i).toLocalDateTime());
                }
            }
        }
        return times;
    }
}
