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
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StoredFrame;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The ledger of one lane, kept in a partition of the log. For one thread.
///
/// Every method that changes something returns when the change would survive power loss; when it
/// throws [LogException] nothing has changed and it can be called again.
public final class LaneLedger {
    private static final int ENTRIES_BETWEEN_SNAPSHOTS = 2_000;

    /// Intents of conversions name every column of their table.
    private static final long BYTES_BETWEEN_SNAPSHOTS = 8 << 20;

    /// What goes into one frame of the log at most, unless it is a single entry.
    private static final int FRAME_BYTES_MAX = 8 << 20;

    private static final int FRAME_ENTRIES_MAX = 1_000;

    /// What an intent takes beside its positions, generously: a frame holds twice as much.
    private static final int INTENT_BYTES = 4 << 10;

    private final LogPartition partition;
    private final Map<Track, TrackProgress> progress = new EnumMap<>(Track.class);
    private final Map<Long, DeliveryPlan> plans = new HashMap<>();
    private final TreeMap<Long, Intent> open = new TreeMap<>();
    private final TreeMap<Long, SubRecordRules> divisions = new TreeMap<>();
    private long nextIntent;
    private int entriesSinceSnapshot;
    private long bytesSinceSnapshot;
    private long snapshotBytes;

    /// Of a snapshot that is being read back.
    private final SnapshotParts parts = new SnapshotParts();

    private boolean finished;

    private LaneLedger(LogPartition partition) {
        this.partition = partition;
    }

    /// Reads the ledger back.
    ///
    /// @throws LogFailed when what is there cannot be understood
    public static LaneLedger open(LogPartition partition) {
        LaneLedger ledger = new LaneLedger(partition);
        try (FrameReader reader = partition.reader(partition.firstOffset())) {
            for (Optional<StoredFrame> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                ledger.replay(next.get());
            }
        }
        return ledger;
    }

    /// The intents whose objects may or may not be in their store, oldest first.
    public List<Intent> openIntents() {
        return List.copyOf(open.values());
    }

    /// The configuration an open intent was made by.
    public DeliveryPlan planOf(Intent intent) {
        DeliveryPlan plan = plans.get(intent.versionId());
        if (plan == null) {
            throw new LogFailed(
                    "ledger " + partition.name() + " has no plan of version " + intent.versionId());
        }
        return plan;
    }

    public boolean hasTrack(Track track) {
        return progress.containsKey(track);
    }

    /// Every position of the track below it is done.
    public Position watermark(Track track) {
        return progress.get(track).watermark();
    }

    /// Every position of every track below it is done: the lane's log is not needed below it.
    public Position watermark() {
        Position lowest = progress.values().iterator().next().watermark();
        for (TrackProgress track : progress.values()) {
            lowest = track.watermark().isBefore(lowest) ? track.watermark() : lowest;
        }
        return lowest;
    }

    /// The positions of the track that are in a committed object, or in one that an open intent
    /// stands for, as of now.
    public TakenPositions taken(Track track) {
        TrackProgress taken = TrackProgress.of(progress.get(track).toProgress());
        for (Intent intent : open.values()) {
            if (intent.track() == track) {
                taken.markDone(intent.positions());
            }
        }
        return new TakenPositions(taken);
    }

    /// Begins a track; records below the position do not concern it.
    public void begin(Track track, Position from) {
        record(List.of(new TrackBegun(track, from)));
    }

    /// Remembers a version of the configuration before the first intent is made by it.
    public void plan(DeliveryPlan plan) {
        if (!plan.equals(plans.get(plan.versionId()))) {
            record(List.of(new Planned(plan)));
        }
    }

    /// How records of the main track are taken apart, by the frame from which on they are.
    public SortedMap<Long, SubRecordRules> divisions() {
        return Collections.unmodifiableSortedMap(divisions);
    }

    /// Keeps how records are taken apart from now on, before one is read by other rules than the
    /// last: as long as sub-records of a record are delivered one by one, the others must be found
    /// again.
    ///
    /// @param readTo frames below it were read; others may have been before the lane was opened
    /// @return whether the rules are others from a frame on
    public boolean divide(long readTo, SubRecordRules rules) {
        SubRecordRules last =
                divisions.isEmpty() ? SubRecordRules.NONE : divisions.lastEntry().getValue();
        if (rules.equals(last)) {
            return false;
        }
        Position end = taken(Track.MAIN).end();
        boolean inside = !end.equals(Position.ofFrame(end.offset()));
        long untouched = inside ? end.offset() + 1 : end.offset();
        record(List.of(new Divided(Math.max(readTo, untouched), rules)));
        return true;
    }

    public long nextIntentNumber() {
        return nextIntent;
    }

    /// Keeps intents whose numbers follow [#nextIntentNumber()], from the first on as many as fit.
    ///
    /// @param intents at least one
    /// @return how many are kept
    public int intend(List<Intent> intents) {
        List<LedgerEntry> entries = new ArrayList<>();
        long bytes = 0;
        for (Intent intent : intents) {
            bytes += intent.positions().bytes() + INTENT_BYTES;
            if (!entries.isEmpty() && bytes > FRAME_BYTES_MAX
                    || entries.size() == FRAME_ENTRIES_MAX) {
                break;
            }
            entries.add(new Intended(intent));
        }
        record(entries);
        return entries.size();
    }

    /// Keeps that the objects of these open intents are where they belong.
    public void commit(List<Intent> intents) {
        List<LedgerEntry> entries = new ArrayList<>(intents.size());
        intents.forEach(intent -> entries.add(new Committed(intent.number())));
        record(entries);
        takeSnapshotIfDue();
    }

    /// Keeps that these positions are done without being in an object. When it throws, some of them
    /// may be kept.
    public void pass(Map<Track, PositionRanges> positions) {
        List<LedgerEntry> entries = new ArrayList<>(positions.size());
        positions.forEach(
                (track, ranges) -> {
                    if (ranges.bytes() > FRAME_BYTES_MAX / Track.values().length) {
                        passInParts(track, ranges);
                    } else {
                        entries.add(new Passed(track, ranges));
                    }
                });
        if (!entries.isEmpty()) {
            record(entries);
        }
        takeSnapshotIfDue(); // a lane whose records all go to a function commits nothing
    }

    /// Keeps that a part of an open intent's positions is done without being in an object, and that
    /// the rest becomes its object.
    ///
    /// @param rest has the number and the key of the intent
    public void abridge(PositionRanges passed, Intent rest) {
        record(List.of(new Passed(rest.track(), passed), new Intended(rest)));
    }

    /// Keeps that an open intent becomes its object in another way.
    ///
    /// @param intent has the number of the one that is open; and its keys, unless nothing is there
    public void revise(Intent intent) {
        record(List.of(new Intended(intent)));
    }

    /// Keeps that nothing will come any more and all is done; nothing else is kept after.
    public void finish() {
        takeSnapshot();
        record(List.of(new Finished()));
    }

    public boolean isFinished() {
        return finished;
    }

    private void passInParts(Track track, PositionRanges positions) {
        PositionRanges.Builder part = new PositionRanges.Builder();
        for (PositionRange range : positions.ranges()) {
            part.add(range.from(), range.to());
            if (part.bytes() > FRAME_BYTES_MAX / 2) {
                record(List.of(new Passed(track, part.build())));
                part = new PositionRanges.Builder();
            }
        }
        record(List.of(new Passed(track, part.build())));
    }

    /// A failure leaves what was recorded; both may be repeated. Large snapshots are taken less
    /// often, so that they are no more than half of what is written.
    private void takeSnapshotIfDue() {
        if (entriesSinceSnapshot >= ENTRIES_BETWEEN_SNAPSHOTS && bytesSinceSnapshot >= snapshotBytes
                || bytesSinceSnapshot >= Math.max(BYTES_BETWEEN_SNAPSHOTS, snapshotBytes)) {
            takeSnapshot();
        }
    }

    private void takeSnapshot() {
        Map<Track, Progress> tracks = new EnumMap<>(Track.class);
        progress.forEach((track, state) -> tracks.put(track, state.toProgress()));
        long newest = plans.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        plans.keySet()
                .removeIf(
                        version ->
                                version != newest
                                        && open.values().stream()
                                                .noneMatch(i -> i.versionId() == version));
        Snapshot snapshot =
                new Snapshot(
                        nextIntent,
                        tracks,
                        List.copyOf(plans.values()),
                        List.copyOf(open.values()));
        byte[] encoded = LedgerCodec.encode(snapshot);
        forgetDivisions();
        long offset =
                encoded.length <= FRAME_BYTES_MAX
                        ? append(withDivisions(encoded))
                        : appendInParts(encoded);
        entriesSinceSnapshot = 0;
        bytesSinceSnapshot = 0;
        snapshotBytes = encoded.length;
        partition.trimBelow(offset);
    }

    /// Those that no record is read by any more.
    private void forgetDivisions() {
        if (progress.containsKey(Track.MAIN)) {
            Long current = divisions.floorKey(watermark(Track.MAIN).offset());
            if (current != null) {
                divisions.headMap(current).clear();
            }
        }
    }

    /// They stand behind the snapshot, in its frame.
    private List<byte[]> withDivisions(byte[] snapshot) {
        List<byte[]> entries = new ArrayList<>();
        entries.add(snapshot);
        divisions.forEach(
                (from, rules) -> entries.add(LedgerCodec.encode(new Divided(from, rules))));
        return entries;
    }

    /// @return the frame of the first part
    private long appendInParts(byte[] snapshot) {
        List<SnapshotPart> all = SnapshotParts.of(snapshot, FRAME_BYTES_MAX);
        long first = 0;
        for (SnapshotPart part : all) {
            byte[] encoded = LedgerCodec.encode(part);
            boolean last = part.index() == all.size() - 1;
            long offset = append(last ? withDivisions(encoded) : List.of(encoded));
            first = part.index() == 0 ? offset : first;
        }
        return first;
    }

    private void record(List<LedgerEntry> entries) {
        append(entries.stream().map(LedgerCodec::encode).toList());
        entries.forEach(this::apply);
    }

    private long append(List<byte[]> encoded) {
        EntryFrames.Kept kept = EntryFrames.append(encoded, partition);
        bytesSinceSnapshot += kept.bytes();
        return kept.offset();
    }

    private void replay(StoredFrame frame) {
        for (byte[] entry : EntryFrames.entries(frame)) {
            bytesSinceSnapshot += entry.length;
            try {
                replay(LedgerCodec.decode(entry));
            } catch (IOException e) {
                String where = "ledger %s, frame %d".formatted(partition.name(), frame.offset());
                throw new LogFailed(where + ": " + e.getMessage(), e);
            }
        }
    }

    private void replay(LedgerEntry entry) throws IOException {
        if (!(entry instanceof SnapshotPart part)) {
            parts.reset();
            apply(entry);
            return;
        }
        Optional<byte[]> snapshot = parts.add(part);
        if (snapshot.isPresent()) {
            apply(LedgerCodec.decode(snapshot.get()));
            snapshotBytes = snapshot.get().length;
        }
    }

    private void apply(LedgerEntry entry) {
        entriesSinceSnapshot++;
        switch (entry) {
            case Intended(Intent intent) -> {
                open.put(intent.number(), intent);
                nextIntent = Math.max(nextIntent, intent.number() + 1);
            }
            case Committed(long number) -> {
                Intent intent = open.remove(number);
                if (intent != null) {
                    progress.get(intent.track()).markDone(intent.positions());
                }
            }
            case TrackBegun(Track track, Position from) ->
                    progress.putIfAbsent(track, new TrackProgress(from));
            case Passed(Track track, PositionRanges positions) ->
                    progress.get(track).markDone(positions);
            case Planned(DeliveryPlan plan) -> plans.put(plan.versionId(), plan);
            case Snapshot snapshot -> restore(snapshot);
            case Finished() -> finished = true;
            case Divided(long fromOffset, SubRecordRules rules) -> {
                divisions.tailMap(fromOffset).clear();
                divisions.put(fromOffset, rules);
            }
            case SnapshotPart _ -> throw new IllegalArgumentException("a part says nothing alone");
        }
    }

    private void restore(Snapshot snapshot) {
        progress.clear();
        divisions.clear();
        snapshot.progress().forEach((track, state) -> progress.put(track, TrackProgress.of(state)));
        plans.clear();
        snapshot.plans().forEach(plan -> plans.put(plan.versionId(), plan));
        open.clear();
        snapshot.open().forEach(intent -> open.put(intent.number(), intent));
        nextIntent = snapshot.nextIntent();
        entriesSinceSnapshot = 0;
        bytesSinceSnapshot = 0;
    }
}
