package io.hydrant.formats.rows;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.RowFileWriter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Keeps what it is given.
final class CollectedRows implements RowFileWriter {
    private final List<String> rows = new ArrayList<>();
    private final List<Integer> batchRowCounts = new ArrayList<>();
    private final Step step;

    /// What happens with every batch.
    interface Step {
        void run() throws IOException;
    }

    CollectedRows() {
        this(() -> {});
    }

    CollectedRows(Step step) {
        this.step = step;
    }

    List<String> rows() {
        return rows;
    }

    List<Integer> batchRowCounts() {
        return batchRowCounts;
    }

    @Override
    public void write(RowBatch batch) throws IOException {
        rows.addAll(Values.rows(batch));
        batchRowCounts.add(batch.rowCount());
        step.run();
    }

    @Override
    public long bytesHeld() {
        return 0;
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
}
