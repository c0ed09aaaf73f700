package io.hydrant.delivery.ledger;

import io.hydrant.delivery.ledger.LedgerEntry.Committed;
import io.hydrant.delivery.ledger.LedgerEntry.Divided;
import io.hydrant.delivery.ledger.LedgerEntry.Finished;
import io.hydrant.delivery.ledger.LedgerEntry.Intended;
import io.hydrant.delivery.ledger.LedgerEntry.Passed;
import io.hydrant.delivery.ledger.LedgerEntry.Planned;
import io.hydrant.delivery.ledger.LedgerEntry.Progress;
import io.hydrant.delivery.ledger.LedgerEntry.Snapshot;
import io.hydrant.delivery.ledger.LedgerEntry.SnapshotPart;
import io.hydrant.delivery.ledger.LedgerEntry.TrackBegun;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.SubRecordRules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ledger entries as bytes. Each is one record of a frame in the ledger's partition of the log.
///
/// ```
/// entry    = type(1) body
/// 1 intent = number track versionId key positions records bytes oldestMillis newestMillis
/// 2 commit = intentNumber
/// 3 track  = track position
/// 4 plan   = JSON
/// 5 snapshot = nextIntent, tracks { track position done }, plans { JSON }, open { intent }
/// 6 passed = track positions
/// 7 finished =
/// 8 intent of a conversion = as 1, then JSON
/// 9 snapshot = as 5, where behind each open intent stands its JSON; empty without a conversion
/// 10 intent of failed records = as 1, then rendering
/// 11 snapshot = as 5, where behind each open intent stands its rendering
/// 12 part of a snapshot = index count bytes
/// 13 divided = offset JSON
/// rendering = 0 (as they are), or 1 JSON (converted), or 2 folder (failures), or
///             3 folder millis reasons { code message } runs { index of the reason, records }
/// ```
///
/// What needs no 8 or 9 is written as 1 or 5, as before there were conversions; 10 and 11 are for
/// failures only. The parts of a snapshot, one after the other, are the bytes of one.
///
/// Numbers are [Varint]s, text is its length and UTF-8, lists begin with their count.
final class LedgerCodec {
    private static final int INTENDED = 1;
    private static final int COMMITTED = 2;
    private static final int TRACK_BEGUN = 3;
    private static final int PLANNED = 4;
    private static final int SNAPSHOT = 5;
    private static final int PASSED = 6;
    private static final int FINISHED = 7;
    private static final int INTENDED_ON_TERMS = 8;
    private static final int SNAPSHOT_WITH_TERMS = 9;
    private static final int INTENDED_RENDERING = 10;
    private static final int SNAPSHOT_WITH_RENDERINGS = 11;
    private static final int SNAPSHOT_PART = 12;
    private static final int DIVIDED = 13;
    private static final int AS_THEY_ARE = 0;
    private static final int CONVERTED = 1;
    private static final int FAILURES = 2;
    private static final int REFUSED = 3;

    /// What stands behind an intent.
    private enum Tail {
        NOTHING,
        TERMS,
        RENDERING;

        static Tail of(Rendering rendering) {
            return switch (rendering) {
                case Rendering.AsTheyAre _ -> NOTHING;
                case Rendering.Converted _ -> TERMS;
                case Rendering.Failures _ -> RENDERING;
                case Rendering.Refused _ -> RENDERING;
            };
        }

        /// What all of them can be written with.
        static Tail ofAll(List<Intent> intents) {
            Tail most = NOTHING;
            for (Intent intent : intents) {
                Tail tail = of(intent.rendering());
                most = tail.compareTo(most) > 0 ? tail : most;
            }
            return most;
        }
    }

    private LedgerCodec() {}

    static byte[] encode(LedgerEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (entry) {
                case Intended(Intent intent) -> {
                    Tail tail = Tail.of(intent.rendering());
                    out.writeByte(
                            switch (tail) {
                                case NOTHING -> INTENDED;
                                case TERMS -> INTENDED_ON_TERMS;
                                case RENDERING -> INTENDED_RENDERING;
                            });
                    write(out, intent, tail);
                }
                case Committed(long number) -> {
                    out.writeByte(COMMITTED);
                    Varint.write(out, number);
                }
                case TrackBegun(Track track, Position from) -> {
                    out.writeByte(TRACK_BEGUN);
                    Varint.write(out, track.code());
                    write(out, from);
                }
                case Planned(DeliveryPlan plan) -> {
                    out.writeByte(PLANNED);
                    write(out, PlanJson.write(plan));
                }
                case Passed(Track track, PositionRanges positions) -> {
                    out.writeByte(PASSED);
                    Varint.write(out, track.code());
                    positions.encode(out);
                }
                case Finished() -> out.writeByte(FINISHED);
                case Divided(long fromOffset, SubRecordRules rules) -> {
                    out.writeByte(DIVIDED);
                    Varint.write(out, fromOffset);
                    write(out, PlanJson.write(rules).toString());
                }
                case SnapshotPart(int index, int count, byte[] part) -> {
                    out.writeByte(SNAPSHOT_PART);
                    Varint.write(out, index);
                    Varint.write(out, count);
                    Varint.write(out, part.length);
                    out.write(part);
                }
                case Snapshot snapshot -> {
                    Tail tail = Tail.ofAll(snapshot.open());
                    out.writeByte(
                            switch (tail) {
                                case NOTHING -> SNAPSHOT;
                                case TERMS -> SNAPSHOT_WITH_TERMS;
                                case RENDERING -> SNAPSHOT_WITH_RENDERINGS;
                            });
                    write(out, snapshot, tail);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /// @throws IOException when the bytes are no entry this version knows
    static LedgerEntry decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int type = in.readUnsignedByte();
        return switch (type) {
            case INTENDED -> new Intended(readIntent(in, Tail.NOTHING));
            case INTENDED_ON_TERMS -> new Intended(readIntent(in, Tail.TERMS));
            case INTENDED_RENDERING -> new Intended(readIntent(in, Tail.RENDERING));
            case COMMITTED -> new Committed(Varint.read(in));
            case TRACK_BEGUN ->
                    new TrackBegun(Track.ofCode((int) Varint.read(in)), readPosition(in));
            case PLANNED -> new Planned(PlanJson.read(readText(in)));
            case SNAPSHOT -> readSnapshot(in, Tail.NOTHING);
            case SNAPSHOT_WITH_TERMS -> readSnapshot(in, Tail.TERMS);
            case SNAPSHOT_WITH_RENDERINGS -> readSnapshot(in, Tail.RENDERING);
            case FINISHED -> new Finished();
            case DIVIDED -> new Divided(Varint.read(in), PlanJson.readSubRecords(readText(in)));
            case SNAPSHOT_PART ->
                    new SnapshotPart((int) Varint.read(in), (int) Varint.read(in), readBytes(in));
            case PASSED ->
                    new Passed(Track.ofCode((int) Varint.read(in)), PositionRanges.decode(in));
            default -> throw new IOException("unknown ledger entry type " + type);
        };
    }

    private static void write(DataOutputStream out, Intent intent, Tail tail) throws IOException {
        Varint.write(out, intent.number());
        Varint.write(out, intent.track().code());
        Varint.write(out, intent.versionId());
        write(out, intent.key());
        intent.positions().encode(out);
        Varint.write(out, intent.content().records());
        Varint.write(out, intent.content().bytes());
        Varint.write(out, intent.content().oldest().toEpochMilli());
        Varint.write(out, intent.content().newest().toEpochMilli());
        switch (tail) {
            case NOTHING -> {}
            case TERMS -> write(out, intent.terms().map(ConversionJson::write).orElse(""));
            case RENDERING -> write(out, intent.rendering());
        }
    }

    private static void write(DataOutputStream out, Rendering rendering) throws IOException {
        switch (rendering) {
            case Rendering.AsTheyAre _ -> out.writeByte(AS_THEY_ARE);
            case Rendering.Converted(ConversionTerms terms) -> {
                out.writeByte(CONVERTED);
                write(out, ConversionJson.write(terms));
            }
            case Rendering.Failures(ErrorOutput output) -> {
                out.writeByte(FAILURES);
                write(out, output.folder());
            }
            case Rendering.Refused(ErrorOutput output, Instant at, Refusals refusals) -> {
                out.writeByte(REFUSED);
                write(out, output.folder());
                Varint.write(out, at.toEpochMilli());
                write(out, refusals);
            }
        }
    }

    private static void write(DataOutputStream out, Refusals refusals) throws IOException {
        Map<Reason, Integer> indexes = new LinkedHashMap<>();
        refusals.runs().forEach(run -> indexes.putIfAbsent(run.reason(), indexes.size()));
        Varint.write(out, indexes.size());
        for (Reason reason : indexes.keySet()) {
            write(out, reason.code());
            write(out, reason.message());
        }
        Varint.write(out, refusals.runs().size());
        for (Refusals.Run run : refusals.runs()) {
            Varint.write(out, indexes.get(run.reason()));
            Varint.write(out, run.records());
        }
    }

    private static Refusals readRefusals(DataInputStream in) throws IOException {
        List<Reason> reasons = new ArrayList<>();
        for (long i = Varint.read(in); i > 0; i--) {
            reasons.add(new Reason(readText(in), readText(in)));
        }
        List<Refusals.Run> runs = new ArrayList<>();
        for (long i = Varint.read(in); i > 0; i--) {
            long index = Varint.read(in);
            if (index >= reasons.size()) {
                throw new IOException("there is no reason " + index + " for refusing records");
            }
            runs.add(new Refusals.Run(reasons.get((int) index), Varint.read(in)));
        }
        return new Refusals(runs);
    }

    private static Rendering readRendering(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case AS_THEY_ARE -> Rendering.AS_THEY_ARE;
            case CONVERTED -> new Rendering.Converted(ConversionJson.read(readText(in)));
            case FAILURES -> new Rendering.Failures(output(readText(in)));
            case REFUSED ->
                    new Rendering.Refused(
                            output(readText(in)),
                            Instant.ofEpochMilli(Varint.read(in)),
                            readRefusals(in));
            default -> throw new IOException("unknown rendering " + kind + " of an object");
        };
    }

    private static ErrorOutput output(String folder) throws IOException {
        for (ErrorOutput output : ErrorOutput.values()) {
            if (output.folder().equals(folder)) {
                return output;
            }
        }
        throw new IOException("unknown error output " + folder);
    }

    private static Rendering readTail(DataInputStream in, Tail tail) throws IOException {
        return switch (tail) {
            case NOTHING -> Rendering.AS_THEY_ARE;
            case TERMS -> {
                String terms = readText(in);
                yield terms.isEmpty()
                        ? Rendering.AS_THEY_ARE
                        : new Rendering.Converted(ConversionJson.read(terms));
            }
            case RENDERING -> readRendering(in);
        };
    }

    private static Intent readIntent(DataInputStream in, Tail tail) throws IOException {
        long number = Varint.read(in);
        Track track = Track.ofCode((int) Varint.read(in));
        long versionId = Varint.read(in);
        String key = readText(in);
        PositionRanges positions = PositionRanges.decode(in);
        long records = Varint.read(in);
        long bytes = Varint.read(in);
        Instant oldest = Instant.ofEpochMilli(Varint.read(in));
        Instant newest = Instant.ofEpochMilli(Varint.read(in));
        Intent.Content content = new Intent.Content(records, bytes, oldest, newest);
        return new Intent(number, track, versionId, key, positions, content, readTail(in, tail));
    }

    private static void write(DataOutputStream out, Snapshot snapshot, Tail tail)
            throws IOException {
        Varint.write(out, snapshot.nextIntent());
        Varint.write(out, snapshot.progress().size());
        for (Map.Entry<Track, Progress> entry : snapshot.progress().entrySet()) {
            Varint.write(out, entry.getKey().code());
            write(out, entry.getValue().watermark());
            entry.getValue().done().encode(out);
        }
        Varint.write(out, snapshot.plans().size());
        for (DeliveryPlan plan : snapshot.plans()) {
            write(out, PlanJson.write(plan));
        }
        Varint.write(out, snapshot.open().size());
        for (Intent intent : snapshot.open()) {
            write(out, intent, tail);
        }
    }

    private static Snapshot readSnapshot(DataInputStream in, Tail tail) throws IOException {
        long nextIntent = Varint.read(in);
        Map<Track, Progress> progress = new EnumMap<>(Track.class);
        for (long i = Varint.read(in); i > 0; i--) {
            Track track = Track.ofCode((int) Varint.read(in));
            Position watermark = readPosition(in);
            progress.put(track, new Progress(watermark, PositionRanges.decode(in)));
        }
        List<DeliveryPlan> plans = new ArrayList<>();
        for (long i = Varint.read(in); i > 0; i--) {
            plans.add(PlanJson.read(readText(in)));
        }
        List<Intent> open = new ArrayList<>();
        for (long i = Varint.read(in); i > 0; i--) {
            open.add(readIntent(in, tail));
        }
        return new Snapshot(nextIntent, progress, plans, open);
    }

    private static void write(DataOutputStream out, Position position) throws IOException {
        Varint.write(out, position.offset());
        Varint.write(out, position.record());
        Varint.write(out, position.sub());
    }

    private static Position readPosition(DataInputStream in) throws IOException {
        long offset = Varint.read(in);
        int record = (int) Varint.read(in);
        return new Position(offset, record, (int) Varint.read(in));
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Varint.write(out, utf8.length);
        out.write(utf8);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        long length = Varint.read(in);
        if (length > in.available()) {
            throw new IOException(length + " bytes do not fit their entry");
        }
        return in.readNBytes((int) length);
    }
}
