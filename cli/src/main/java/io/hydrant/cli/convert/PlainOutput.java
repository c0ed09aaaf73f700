package io.hydrant.cli.convert;

import io.hydrant.formats.column.RowBatch;

import java.io.IOException;
import java.util.Optional;

/// All rows into one file after the other. A file ends early when its writer holds more than the
/// lane's share of memory. For one thread.
final class PlainOutput implements RowOutput {
    private static final int BATCH_ROWS = 4_096;
    private static final int BATCH_BYTES = 8 << 20;

    private final LaneFiles files;
    private final ConvertPlan plan;
    private final RowBatch rows;
    private Optional<LaneFiles.Open> open = Optional.empty();
    private final long heldBytesMax;
    private long batchBytes;
    private long fileBytes;

    PlainOutput(LaneFiles files, ConvertPlan plan) {
        this.files = files;
        this.plan = plan;
        this.rows = new RowBatch(plan.schema());
        this.heldBytesMax = plan.sizes().memoryBytes() / plan.lanes();
    }

    @Override
    public RowBatch rows(String folder) {
        return rows;
    }

    @Override
    public void added(String folder, int documentBytes) throws IOException {
        batchBytes += documentBytes;
        fileBytes += documentBytes;
        boolean fileFull = fileBytes >= plan.sizes().fileBytes();
        if (fileFull || rows.rowCount() >= BATCH_ROWS || batchBytes >= BATCH_BYTES) {
            write();
        }
        if (fileFull) {
            complete();
        }
    }

    @Override
    public void finish() throws IOException {
        write();
        complete();
    }

    @Override
    public void close() {
        open.ifPresent(LaneFiles.Open::close);
    }

    private void write() throws IOException {
        if (rows.rowCount() == 0) {
            return;
        }
        if (open.isEmpty()) {
            open = Optional.of(files.open(""));
        }
        open.get().writer().write(rows);
        rows.clear();
        batchBytes = 0;
        if (open.get().writer().bytesHeld() > heldBytesMax) {
            complete();
        }
    }

    private void complete() throws IOException {
        if (open.isPresent()) {
            open.get().complete();
            open.get().close();
            open = Optional.empty();
        }
        fileBytes = 0;
    }
}
