package io.hydrant.formats.orc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.formats.column.PlainRows;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.SampleRows;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.FileFormat.Orc;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;

import org.apache.orc.OrcProto;
import org.apache.orc.OrcProto.Stream.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class OrcFileWriterTest {
    private static final TableSchema NAMES = schema("name string");

    @Test
    void writesStreamsWhereTheFooterSaysTheyAre() throws IOException {
        byte[] file = OrcSample.file(OrcSample.uncompressed());

        OrcStructure structure = OrcStructure.of(file);
        long end = 3;
        for (int i = 0; i < structure.stripeFooters().size(); i++) {
            OrcProto.StripeInformation stripe = structure.footer().getStripes(i);
            assertThat(stripe.getOffset()).isEqualTo(end);
            long streamBytes =
                    structure.stripeFooters().get(i).getStreamsList().stream()
                            .mapToLong(OrcProto.Stream::getLength)
                            .sum();
            assertThat(streamBytes).isEqualTo(stripe.getIndexLength() + stripe.getDataLength());
            end = OrcStructure.footerStartOf(stripe) + stripe.getFooterLength();
        }
        assertThat(structure.body()).isEqualTo(end);
        assertThat(structure.footer().getContentLength()).isEqualTo(end);
        assertThat(structure.footer().getNumberOfRows()).isEqualTo(3_000);
        assertThat(structure.footer().getRowIndexStride()).isEqualTo(1_000);
    }

    @Test
    void writesTheBytesThatItWritesWithHadoop() throws IOException {
        byte[] file = OrcSample.file(OrcSample.uncompressed());

        assertThat(OrcSample.digest(file, OrcStructure.of(file).body()))
                .isEqualTo(OrcSample.BODY_DIGEST);
    }

    @ParameterizedTest
    @EnumSource(Orc.Compression.class)
    void writesTheSameBytesForTheSameRows(Orc.Compression compression) throws IOException {
        for (Orc.Version version : Orc.Version.values()) {
            Orc format = OrcFormats.with(compression, version);

            assertThat(OrcSample.file(format)).isEqualTo(OrcSample.file(format));
        }
    }

    @Test
    void writesTheSameBytesWhileOtherFilesAreOpen() throws IOException {
        Orc format = OrcFormats.withStripes(1 << 20, 256 * FileFormat.MIB, false);
        RowBatch batch = names(40_000);
        byte[] alone = OrcFormats.fileOf(format, batch);
        List<OrcFileWriter> others = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            others.add(
                    new OrcFileWriter(
                            NAMES, FileFormat.Orc.DEFAULTS, OutputStream.nullOutputStream()));
        }

        assertThat(OrcFormats.fileOf(format, batch)).isEqualTo(alone);

        others.forEach(OrcFileWriter::close);
    }

    @Test
    void writesAFileWithoutRows() throws IOException {
        OrcStructure structure =
                OrcStructure.of(OrcFormats.fileOf(OrcSample.uncompressed(), names(0)));

        assertThat(structure.footer().getNumberOfRows()).isZero();
        assertThat(structure.footer().getStripesList()).isEmpty();
        assertThat(structure.footer().getTypes(0).getFieldNamesList()).containsExactly("name");
    }

    @Test
    void namesItselfAndItsCalendarInTheFooter() throws IOException {
        OrcProto.Footer footer =
                OrcStructure.of(OrcFormats.fileOf(OrcSample.uncompressed(), names(10))).footer();

        assertThat(footer.getMetadataList())
                .extracting(OrcProto.UserMetadataItem::getName)
                .containsExactly("hydrant.version");
        assertThat(footer.getMetadata(0).getValue().toStringUtf8()).isNotBlank();
        assertThat(footer.getCalendar()).isEqualTo(OrcProto.CalendarKind.PROLEPTIC_GREGORIAN);
    }

    @Test
    void writesTheVersionAskedFor() throws IOException {
        for (Orc.Version version : Orc.Version.values()) {
            Orc format = OrcFormats.with(Orc.Compression.NONE, version);

            OrcStructure structure = OrcStructure.of(OrcFormats.fileOf(format, names(10)));

            assertThat(structure.postScript().getVersionList())
                    .containsExactly(0, version == Orc.Version.V0_11 ? 11 : 12);
        }
    }

    @Test
    void writesTimestampsInUtc() throws IOException {
        TableSchema schema = schema("at timestamp");
        RowBatch batch = PlainRows.batchOf(schema, new SampleRows(schema, 1).next(10));

        OrcStructure structure =
                OrcStructure.of(OrcFormats.fileOf(OrcSample.uncompressed(), batch));

        assertThat(structure.stripeFooters().getFirst().getWriterTimezone()).isEqualTo("UTC");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "0.0001, false", "0.5, true", "1, true"})
    void writesStringsByDictionaryWhenFewAreDistinct(double threshold, boolean byDictionary)
            throws IOException {
        OrcStructure structure =
                OrcStructure.of(
                        OrcFormats.fileOf(OrcFormats.withDictionary(threshold), names(3_000)));

        assertThat(structure.streamsOf(0, 1).contains(Kind.DICTIONARY_DATA))
                .isEqualTo(byDictionary);
    }

    @Test
    void writesBloomFiltersForTheColumnsNamed() throws IOException {
        TableSchema schema = schema("id bigint", "name string", "note string");
        RowBatch batch = PlainRows.batchOf(schema, new SampleRows(schema, 1).next(10));

        OrcStructure structure =
                OrcStructure.of(
                        OrcFormats.fileOf(OrcFormats.withBloomFilters(0.05, "NAME", "id"), batch));

        assertThat(structure.streamsOf(0, 1)).contains(Kind.BLOOM_FILTER_UTF8);
        assertThat(structure.streamsOf(0, 2)).contains(Kind.BLOOM_FILTER_UTF8);
        assertThat(structure.streamsOf(0, 3)).doesNotContain(Kind.BLOOM_FILTER_UTF8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.05 | nme | the bloom filter column 'nme' is none of the table's columns",
                "0.05 | a,b | the column 'a,b' cannot have a bloom filter",
                "0.05 | c.d | the column 'c.d' cannot have a bloom filter",
                "0 | name | the false positive rate of a bloom filter must be above 0 and below 1",
                "1 | name | the false positive rate of a bloom filter must be above 0 and below 1",
            })
    void refusesBloomFiltersThatCannotBe(double rate, String column, String message) {
        TableSchema schema = schema("name string", "a,b string", "c.d string");
        Orc format = OrcFormats.withBloomFilters(rate, column);

        assertThatThrownBy(() -> new OrcFileWriter(schema, format, OutputStream.nullOutputStream()))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void endsStripesAtTheirSize() throws IOException {
        Orc format = OrcFormats.withStripes(1 << 20, 256 * FileFormat.MIB, false);

        OrcStructure structure = OrcStructure.of(OrcFormats.fileOf(format, names(200_000)));

        assertThat(structure.footer().getStripesList())
                .hasSize(3)
                .allSatisfy(stripe -> assertThat(stripe.getDataLength()).isLessThan(1_100_000));
    }

    @Test
    void endsStripesAtTheirSizeAlsoWhenRowsAreLarge() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(List.of("x".repeat(1 << 20)));
        }
        Orc format = OrcFormats.withStripes(8 << 20, 256 * FileFormat.MIB, false);

        OrcStructure structure =
                OrcStructure.of(OrcFormats.fileOf(format, PlainRows.batchOf(NAMES, rows)));

        assertThat(structure.footer().getStripesList())
                .hasSizeGreaterThan(3)
                .allSatisfy(stripe -> assertThat(stripe.getDataLength()).isLessThan(13 << 20));
    }

    @Test
    void letsNoStripeCrossABlockWhenPaddingIsOn() throws IOException {
        int block = 3 << 20;

        assertThat(crossings(OrcFormats.withStripes(1 << 20, block, false), block)).isPositive();
        assertThat(crossings(OrcFormats.withStripes(1 << 20, block, true), block)).isZero();
    }

    @Test
    void leavesNoFooterWhenItIsClosedUnfinished() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OrcFileWriter writer = new OrcFileWriter(NAMES, OrcSample.uncompressed(), out);
        writer.write(names(5_000));
        assertThat(writer.bytesHeld()).isGreaterThan(5_000);

        writer.close();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("ORC");
        assertThat(writer.bytesHeld()).isZero();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(writer::finish);
    }

    @Test
    void writesNothingMoreOnceTheStreamBelowFailed() throws IOException {
        FullDisk out = new FullDisk(1 << 20);
        Orc format = OrcFormats.withStripes(1 << 20, 256 * FileFormat.MIB, false);
        OrcFileWriter writer = new OrcFileWriter(NAMES, format, out);
        RowBatch batch = names(200_000);

        assertThatThrownBy(() -> writer.write(batch))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");

        out.bytesFree = 1 << 30;
        long written = out.written.size();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> writer.write(batch));
        writer.close();
        assertThat(out.written.size()).isEqualTo(written);
    }

    @Test
    void flushesTheStreamBelowAndLeavesItOpen() throws IOException {
        List<String> calls = new ArrayList<>();
        OutputStream out =
                new ByteArrayOutputStream() {
                    @Override
                    public void flush() {
                        calls.add("flush");
                    }

                    @Override
                    public void close() {
                        calls.add("close");
                    }
                };
        OrcFileWriter writer = new OrcFileWriter(NAMES, OrcSample.uncompressed(), out);
        writer.write(names(10));
        writer.finish();
        writer.close();

        assertThat(calls).containsExactly("flush");
    }

    private static long crossings(Orc format, long block) throws IOException {
        return OrcStructure.of(OrcFormats.fileOf(format, names(300_000)))
                .footer()
                .getStripesList()
                .stream()
                .filter(
                        stripe -> {
                            long end =
                                    OrcStructure.footerStartOf(stripe) + stripe.getFooterLength();
                            return stripe.getOffset() / block != (end - 1) / block;
                        })
                .count();
    }

    /// Names of ten digits or so; every twentieth is new.
    private static RowBatch names(int count) {
        RowBatch batch = new RowBatch(NAMES);
        for (int i = 0; i < count; i++) {
            PlainRows.append(batch, List.of("name " + i / 20 * 7919L));
        }
        return batch;
    }

    private static TableSchema schema(String... columns) {
        List<Column> parsed = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ");
            parsed.add(new Column(parts[0], HiveTypeParser.parse(parts[1])));
        }
        return new TableSchema(parsed);
    }

    private static final class FullDisk extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private long bytesFree;

        FullDisk(long bytesFree) {
            this.bytesFree = bytesFree;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            bytesFree -= length;
            if (bytesFree < 0) {
                throw new IOException("disk full");
            }
            written.write(source, offset, length);
        }
    }
}
