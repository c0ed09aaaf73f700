package io.hydrant.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.ledger.ConversionTerms.PinnedColumn;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedTable;
import io.hydrant.delivery.ledger.LedgerEntry.Intended;
import io.hydrant.delivery.ledger.LedgerEntry.Planned;
import io.hydrant.delivery.ledger.LedgerEntry.Progress;
import io.hydrant.delivery.ledger.LedgerEntry.Snapshot;
import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.plan.TableReference;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Entries of conversions, beside those that were written before there were any.
class ConversionLedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final FileFormat PARQUET =
            new FileFormat.Parquet(
                    FileFormat.Parquet.Compression.ZSTD,
                    FileFormat.Parquet.Version.V2,
                    FileFormat.Parquet.Timestamps.INT64_MICROS,
                    77 << 20,
                    70_000,
                    false,
                    5);
    private static final FileFormat ORC =
            new FileFormat.Orc(
                    FileFormat.Orc.Compression.ZLIB,
                    FileFormat.Orc.Version.V0_11,
                    9 << 20,
                    65 << 20,
                    2_000,
                    true,
                    0.25,
                    List.of("a", "b"),
                    0.125,
                    0.5);
    private static final ConversionTerms FOUND =
            new ConversionTerms(
                    NOON.plusNanos(123_000_000),
                    "errors/key",
                    PARQUET,
                    new PinnedTable.Found(
                            "12",
                            List.of(
                                    new PinnedColumn("n", "bigint"),
                                    new PinnedColumn("über", "struct<a:int,b:array<string>>"))));
    private static final ConversionTerms UNUSABLE =
            new ConversionTerms(
                    NOON, "errors/other", ORC, new PinnedTable.Unusable("Code", "what is wrong"));

    /// As the first version wrote them.
    private static final String OLD_INTENT =
            "01030001056b65792d3301030000010000074680d4cfc69f34b8ebcfc69f34";

    static Stream<ConversionTerms> terms() {
        return Stream.of(FOUND, UNUSABLE);
    }

    @ParameterizedTest
    @MethodSource("terms")
    void keepsTheTermsOfAnIntent(ConversionTerms terms) throws IOException {
        Intended entry = new Intended(intent(3, Optional.of(terms)));
        assertThat(LedgerCodec.decode(LedgerCodec.encode(entry))).isEqualTo(entry);
    }

    @Test
    void readsAndWritesIntentsWithoutConversionAsBefore() throws IOException {
        Intended entry = new Intended(intent(3, Optional.empty()));
        assertThat(HexFormat.of().formatHex(LedgerCodec.encode(entry))).isEqualTo(OLD_INTENT);
        assertThat(LedgerCodec.decode(HexFormat.of().parseHex(OLD_INTENT))).isEqualTo(entry);
    }

    @Test
    void keepsTermsInSnapshotsAndWritesThoseWithoutAsBefore() throws IOException {
        Snapshot mixed = snapshot(Optional.of(FOUND));
        assertThat(LedgerCodec.encode(mixed)[0]).isEqualTo((byte) 9);
        assertThat(LedgerCodec.decode(LedgerCodec.encode(mixed))).isEqualTo(mixed);
        Snapshot plain = snapshot(Optional.empty());
        assertThat(LedgerCodec.encode(plain)[0]).isEqualTo((byte) 5);
        assertThat(LedgerCodec.decode(LedgerCodec.encode(plain))).isEqualTo(plain);
    }

    @Test
    void keepsTheConversionOfAPlan() throws IOException {
        TableReference table =
                new TableReference("1", "eu-west-1", "db", "trips", "3", "arn:aws:iam::1:role/r");
        for (Conversion conversion :
                List.of(
                        new Conversion(
                                table,
                                new JsonDialect.OpenX(false, true, Map.of("ts", "timestamp")),
                                PARQUET),
                        new Conversion(
                                table, new JsonDialect.Hive(List.of("millis", "yyyy")), ORC))) {
            Planned entry = new Planned(plan(Optional.of(conversion)));
            assertThat(LedgerCodec.decode(LedgerCodec.encode(entry))).isEqualTo(entry);
        }
    }

    @Test
    void plansWithoutConversionLookAsBefore() throws IOException {
        String old =
                "{\"account\":\"000000000000\",\"region\":\"eu-west-1\",\"name\":\"clicks\","
                        + "\"versionId\":1,\"appendDelimiter\":false,\"main\":{\"bucket\":\"lake\","
                        + "\"prefix\":\"\",\"errorPrefix\":\"\",\"bufferBytesMax\":5242880,"
                        + "\"bufferAgeSecondsMax\":300,\"compression\":\"UNCOMPRESSED\","
                        + "\"zone\":\"Z\"}}";
        assertThat(PlanJson.write(plan(Optional.empty()))).isEqualTo(old);
        assertThat(PlanJson.read(old)).isEqualTo(plan(Optional.empty()));
    }

    @Test
    void saysWhatCannotBeRead() {
        byte[] entry = LedgerCodec.encode(new Intended(intent(3, Optional.of(FOUND))));
        String broken = new String(entry, StandardCharsets.ISO_8859_1).replace("\"at\"", "\"ta\"");
        assertThatThrownBy(() -> LedgerCodec.decode(broken.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the terms of a conversion in the ledger cannot be read");
    }

    @Test
    void staysSmallHoweverWideTheTables() {
        List<PinnedColumn> columns =
                Stream.generate(() -> new PinnedColumn("column".repeat(20), "string"))
                        .limit(3_000)
                        .toList();
        ConversionTerms wide =
                new ConversionTerms(NOON, "e", PARQUET, new PinnedTable.Found("0", columns));
        LogPartition partition =
                new MemoryLog(SimulatedClock.at("2026-11-20T12:00:00Z"))
                        .partition(new PartitionName("ledger"), Purpose.BOOKKEEPING);
        LaneLedger ledger = LaneLedger.open(partition);
        ledger.begin(Track.MAIN, Position.START);
        ledger.plan(plan(Optional.empty()));
        for (int i = 0; i < 200; i++) {
            Intent intent = intent(i, Optional.of(wide));
            ledger.intend(List.of(intent));
            ledger.commit(List.of(intent));
        }
        assertThat(partition.extentFrom(partition.firstOffset()).payloadBytes())
                .isLessThan(9 << 20);
        assertThat(LaneLedger.open(partition).nextIntentNumber()).isEqualTo(200);
    }

    private static Intent intent(long number, Optional<ConversionTerms> terms) {
        PositionRanges positions =
                new PositionRanges(
                        List.of(
                                new PositionRange(
                                        Position.ofFrame(number), Position.ofFrame(number + 1))));
        return new Intent(
                number,
                Track.MAIN,
                1,
                "key-" + number,
                positions,
                new Intent.Content(7, 70, NOON, NOON.plusSeconds(3)),
                terms.<Rendering>map(Rendering.Converted::new).orElse(Rendering.AS_THEY_ARE));
    }

    private static Snapshot snapshot(Optional<ConversionTerms> terms) {
        return new Snapshot(
                5,
                Map.of(
                        Track.MAIN,
                        new Progress(Position.ofFrame(1), new PositionRanges(List.of()))),
                List.of(plan(Optional.empty())),
                List.of(intent(3, terms), intent(4, Optional.empty())));
    }

    private static DeliveryPlan plan(Optional<Conversion> conversion) {
        S3Sink sink =
                new S3Sink(
                        "lake",
                        "",
                        "",
                        BufferingHints.DEFAULTS,
                        Compression.UNCOMPRESSED,
                        Optional.empty(),
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Optional.empty());
        StreamId stream = new StreamId(AccountId.DEFAULT, new Region("eu-west-1"), "clicks");
        return new DeliveryPlan(
                stream, 1, Optional.empty(), false, sink, Optional.empty(), conversion);
    }
}
