package io.hydrant.interop.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.file.FileFormat.Parquet.Compression;
import io.hydrant.formats.file.FileFormat.Parquet.Timestamps;
import io.hydrant.formats.file.FileFormat.Parquet.Version;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;

import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What parquet-java makes of the footer, the statistics and the page indexes.
class ParquetFooterTest {
    private static final TableSchema SCHEMA =
            table(
                    "id", "bigint",
                    "city", "string",
                    "score", "double",
                    "seen", "timestamp",
                    "tags", "array<string>",
                    "unique", "bigint");

    @TempDir Path folder;

    @Test
    void namesItsWriterSoThatVersionsCanBeParsed() throws Exception {
        ParsedVersion version =
                VersionParser.parse(footer(rows(10), V1).getFileMetaData().getCreatedBy());

        assertThat(version.application).isEqualTo("hydrant");
        assertThat(version.version).isNotBlank();
        assertThat(version.appBuildHash).isNotBlank();
    }

    @Test
    void tellsHiveThatTimesAreNotOfAZone() throws IOException {
        assertThat(footer(rows(10), V1).getFileMetaData().getKeyValueMetaData())
                .containsEntry("writer.time.zone", "UTC")
                .containsEntry("writer.date.proleptic", "true");
    }

    @Test
    void laysTypesOutAsHiveDoes() throws IOException {
        Path file = folder.resolve("types.parquet");
        new SampleFile(everyType(), V1, 1).write(file, List.of());

        // Old readers know no other order of floating point than the one that types define.
        assertThat(
                        read(file)
                                .getFileMetaData()
                                .getSchema()
                                .toString()
                                .replace(" columnorder(TYPE_DEFINED_ORDER)", ""))
                .hasToString(
                        MessageTypeParser.parseMessageType(
                                        """
                                        message hive_schema {
                                          optional boolean b;
                                          optional int32 t (INTEGER(8,true));
                                          optional int32 s (INTEGER(16,true));
                                          optional int32 i;
                                          optional int64 l;
                                          optional float f;
                                          optional double d;
                                          optional fixed_len_byte_array(5) p (DECIMAL(10,2));
                                          optional fixed_len_byte_array(16) q (DECIMAL(38,0));
                                          optional binary c (STRING);
                                          optional binary v (STRING);
                                          optional binary x;
                                          optional int32 day (DATE);
                                          optional int96 at;
                                          optional group a (LIST) {
                                            repeated group bag { optional int32 array_element; }
                                          }
                                          optional group m (MAP) {
                                            repeated group map (MAP_KEY_VALUE) {
                                              required binary key (STRING);
                                              optional int32 value;
                                            }
                                          }
                                          optional group r { optional int32 n; }
                                        }
                                        """)
                                .toString());
    }

    @Test
    void annotatesTimestampsInMicrosecondsAsWallClockTimes() throws IOException {
        Path file = folder.resolve("micros.parquet");
        new SampleFile(table("at", "timestamp"), V2, 1).write(file, List.of());

        assertThat(read(file).getFileMetaData().getSchema().toString())
                .contains("optional int64 at (TIMESTAMP(MICROS,false))");
    }

    @Test
    void keepsStatisticsOfEveryChunk() throws IOException {
        BlockMetaData group = footer(rows(1000), V1).getBlocks().getFirst();

        Statistics<?> id = column(group, "id").getStatistics();
        assertThat(id.minAsString()).isEqualTo("0");
        assertThat(id.maxAsString()).isEqualTo("999");
        assertThat(id.getNumNulls()).isZero();
        Statistics<?> city = column(group, "city").getStatistics();
        assertThat(city.minAsString()).isEqualTo("city 0");
        assertThat(city.maxAsString()).isEqualTo("city 9");
        assertThat(city.getNumNulls()).isEqualTo(100);
        assertThat(column(group, "seen").getStatistics().hasNonNullValue()).isFalse();
    }

    @Test
    void keepsNoBoundsOfColumnsWithNaN() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(Arrays.asList(1L, "a", Double.NaN, null, null, 1L));
        rows.add(Arrays.asList(2L, "b", 5.0, null, null, 2L));
        BlockMetaData group = footer(rows, V1).getBlocks().getFirst();

        assertThat(column(group, "score").getStatistics().hasNonNullValue()).isFalse();
        assertThat(column(group, "id").getStatistics().hasNonNullValue()).isTrue();
    }

    @Test
    void writesRepeatedValuesByDictionaryAndOthersPlain() throws IOException {
        BlockMetaData group = footer(rows(5000), V1).getBlocks().getFirst();

        assertThat(column(group, "city").getEncodings())
                .extracting(Encoding::name)
                .containsExactlyInAnyOrder("RLE", "PLAIN_DICTIONARY");
        assertThat(column(group, "city").hasDictionaryPage()).isTrue();
        assertThat(column(group, "unique").getEncodings())
                .containsExactlyInAnyOrder(Encoding.RLE, Encoding.PLAIN);
        assertThat(column(group, "unique").hasDictionaryPage()).isFalse();
        BlockMetaData second = footer(rows(5000), V2).getBlocks().getFirst();
        assertThat(column(second, "city").getEncodings())
                .containsExactlyInAnyOrder(Encoding.RLE, Encoding.PLAIN, Encoding.RLE_DICTIONARY);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void countsOfTheFooterAddUp(Version version) throws IOException {
        Parquet options = version == Version.V1 ? V1 : V2;
        Path file = write(rows(30_000), options);
        ParquetMetadata footer = read(file);

        assertThat(footer.getBlocks()).hasSizeGreaterThan(1);
        long rows = 0;
        long end = 4;
        for (BlockMetaData group : footer.getBlocks()) {
            rows += group.getRowCount();
            assertThat(group.getStartingPos()).isEqualTo(end);
            long groupBytes = 0;
            for (ColumnChunkMetaData chunk : group.getColumns()) {
                assertThat(chunk.getStartingPos()).isEqualTo(end);
                end += chunk.getTotalSize();
                groupBytes += chunk.getTotalUncompressedSize();
            }
            assertThat(group.getTotalByteSize()).isEqualTo(groupBytes);
        }
        assertThat(rows).isEqualTo(30_000);
        assertThat(end).isLessThan(Files.size(file));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void pageIndexesTellWhereEachPageIs(Version version) throws IOException {
        Path file = write(rows(30_000), version == Version.V1 ? V1 : V2);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            for (BlockMetaData group : reader.getFooter().getBlocks()) {
                for (ColumnChunkMetaData chunk : group.getColumns()) {
                    OffsetIndex offsets = reader.readOffsetIndex(chunk);
                    assertThat(offsets.getOffset(0)).isEqualTo(chunk.getFirstDataPageOffset());
                    int last = offsets.getPageCount() - 1;
                    assertThat(offsets.getOffset(last) + offsets.getCompressedPageSize(last))
                            .isEqualTo(chunk.getStartingPos() + chunk.getTotalSize());
                    assertThat(offsets.getLastRowIndex(last, group.getRowCount()))
                            .isEqualTo(group.getRowCount() - 1);
                }
                ColumnIndex ids = reader.readColumnIndex(column(group, "id"));
                assertThat(ids.getBoundaryOrder().name()).isEqualTo("ASCENDING");
                assertThat(reader.readColumnIndex(column(group, "city")).getNullCounts())
                        .allSatisfy(nulls -> assertThat(nulls).isPositive());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void filteringByIndexesKeepsTheSameRows(Version version) throws IOException {
        Path file = write(rows(30_000), version == Version.V1 ? V1 : V2);
        List<FilterPredicate> filters =
                List.of(
                        FilterApi.eq(FilterApi.longColumn("id"), 12_345L),
                        FilterApi.lt(FilterApi.longColumn("id"), 100L),
                        FilterApi.gt(FilterApi.doubleColumn("score"), 9990.0),
                        FilterApi.eq(FilterApi.binaryColumn("city"), Binary.fromString("city 3")),
                        FilterApi.eq(FilterApi.binaryColumn("city"), null),
                        FilterApi.notEq(FilterApi.longColumn("unique"), 7L),
                        FilterApi.eq(FilterApi.longColumn("unique"), mixed(777)));
        for (FilterPredicate filter : filters) {
            FilterCompat.Filter compat = FilterCompat.get(filter);
            List<List<Object>> all = ParquetJavaRows.filtered(file, SCHEMA, compat, false);
            assertThat(all).as("%s", filter).isNotEmpty();
            assertThat(ParquetJavaRows.filtered(file, SCHEMA, compat, true))
                    .as("%s", filter)
                    .isEqualTo(all);
        }
    }

    private static final Parquet V1 = options(Version.V1, Timestamps.INT96);
    private static final Parquet V2 = options(Version.V2, Timestamps.INT64_MICROS);

    private static Parquet options(Version version, Timestamps timestamps) {
        return new Parquet(Compression.SNAPPY, version, timestamps, 400_000, 8000, true, 0);
    }

    private static List<List<Object>> rows(int count) {
        List<List<Object>> rows = new ArrayList<>();
        LocalDateTime start = LocalDateTime.of(2026, 1, 1, 0, 0);
        for (int i = 0; i < count; i++) {
            rows.add(
                    Arrays.asList(
                            (long) i,
                            i % 10 == 5 ? null : "city " + i % 13 % 10,
                            i % 10_000 / 1.0,
                            start.plusSeconds(i),
                            i % 3 == 0 ? List.of() : List.of("a", "tag " + i % 5),
                            mixed(i)));
        }
        return rows;
    }

    private static long mixed(long value) {
        return value * 0x9E3779B97F4A7C15L;
    }

    private ParquetMetadata footer(List<List<Object>> rows, Parquet options) throws IOException {
        return read(write(rows, options));
    }

    private Path write(List<List<Object>> rows, Parquet options) throws IOException {
        Path file = folder.resolve("footer.parquet");
        new SampleFile(SCHEMA, options, 1000).write(file, rows);
        return file;
    }

    private static ParquetMetadata read(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.getFooter();
        }
    }

    private static ColumnChunkMetaData column(BlockMetaData group, String name) {
        return group.getColumns().stream()
                .filter(chunk -> chunk.getPath().toDotString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TableSchema everyType() {
        String[] namesAndTypes =
                """
                b boolean
                t tinyint
                s smallint
                i int
                l bigint
                f float
                d double
                p decimal(10,2)
                q decimal(38,0)
                c char(3)
                v varchar(9)
                x binary
                day date
                at timestamp
                a array<int>
                m map<string,int>
                r struct<n:int>
                """
                        .strip()
                        .split("[ \\n]");
        return table(namesAndTypes);
    }

    private static TableSchema table(String... namesAndTypes) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(new Column(namesAndTypes[i], HiveTypeParser.parse(namesAndTypes[i + 1])));
        }
        return new TableSchema(columns);
    }
}
