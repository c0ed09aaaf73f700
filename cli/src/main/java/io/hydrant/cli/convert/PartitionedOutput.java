package io.hydrant.cli.convert;

import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.formats.column.RowBatch;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rows of many folders, each collected in memory until there is enough for a file. For one thread.
///
/// When all together hold more than their share of memory, the largest become files early, until
/// half of it is free: a folder then gets several smaller files.
final class PartitionedOutput implements RowOutput {
    /// What a folder without rows holds, roughly.
    private static final int EMPTY_BYTES = 2_048;

    private final LaneFiles files;
    private final ConvertPlan plan;
    private final long heldBytesMax;
    private final Set<String> folders;
    private final Map<String, Collected> collected = new LinkedHashMap<>();
    private long heldBytes;

    private static final class Collected {
        private final RowBatch rows;
        private long documentBytes;
        private long heldBytes;

        Collected(RowBatch rows) {
            this.rows = rows;
        }
    }

    /// @param folders of all lanes, shared by them; safe for any thread
    PartitionedOutput(LaneFiles files, ConvertPlan plan, Set<String> folders) {
        this.files = files;
        this.plan = plan;
        this.heldBytesMax = plan.sizes().memoryBytes() / plan.lanes();
        this.folders = folders;
    }

    @Override
    public RowBatch rows(String folder) {
        Collected partition = collected.get(folder);
        if (partition == null) {
            if (folders.add(folder)) {
                checkFolders();
            }
            partition = new Collected(new RowBatch(plan.schema()));
            collected.put(folder, partition);
        }
        return partition.rows;
    }

    @Override
    public void added(String folder, int documentBytes) throws IOException {
        Collected partition = collected.get(folder);
        partition.documentBytes += documentBytes;
        long held = EMPTY_BYTES + partition.rows.bytesHeld();
        heldBytes += held - partition.heldBytes;
        partition.heldBytes = held;
        if (partition.documentBytes >= plan.sizes().fileBytes()) {
            write(folder);
        }
        if (heldBytes > heldBytesMax) {
            writeLargest();
        }
    }

    @Override
    public void finish() throws IOException {
        for (String folder : List.copyOf(collected.keySet())) {
            write(folder);
        }
    }

    @Override
    public void close() {
        collected.clear();
    }

    private void checkFolders() {
        if (folders.size() > plan.sizes().partitionsMax()) {
            throw new CommandFailed(
                    ("more than %,d partitions by %s; if that is meant, give a higher"
                                    + " --partitions-max")
                            .formatted(
                                    plan.sizes().partitionsMax(),
                                    String.join(", ", plan.partitionBy())));
        }
    }

    private void writeLargest() throws IOException {
        List<String> largestFirst =
                collected.entrySet().stream()
                        .sorted(
                                Comparator.comparingLong(
                                                (Map.Entry<String, Collected> each) ->
                                                        each.getValue().heldBytes)
                                        .reversed())
                        .map(Map.Entry::getKey)
                        .toList();
        for (String folder : largestFirst) {
            if (heldBytes <= heldBytesMax / 2) {
                return;
            }
            write(folder);
        }
    }

    private void write(String folder) throws IOException {
        Collected partition = collected.remove(folder);
        heldBytes -= partition.heldBytes;
        if (partition.rows.rowCount() == 0) {
            return;
        }
        try (LaneFiles.Open open = files.open(folder)) {
            open.writer().write(partition.rows);
            open.complete();
        }
    }
}
