package io.hydrant.cli.convert;

import io.hydrant.formats.file.RowFileWriter;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/// Opens the files of one lane. Their numbers are those that no other lane uses. For one thread.
final class LaneFiles {
    private final RowFormats.Writers writers;
    private final Target target;
    private final ConvertPlan plan;
    private final Written written;
    private long number;

    /// What all lanes together wrote.
    record Written(LongAdder files, LongAdder bytes) {
        Written() {
            this(new LongAdder(), new LongAdder());
        }
    }

    LaneFiles(
            RowFormats.Writers writers,
            Target target,
            ConvertPlan plan,
            Written written,
            int lane) {
        this.writers = writers;
        this.target = target;
        this.plan = plan;
        this.written = written;
        this.number = lane;
    }

    /// Begins a file.
    ///
    /// @param folder empty, or with a slash at its end
    Open open(String folder) throws IOException {
        String name = "part-%05d-%s.%s".formatted(number, plan.run(), plan.format().extension());
        number += plan.lanes();
        Target.StagedFile file = target.create(folder + name);
        try {
            return new Open(file, writers.begin(plan.format(), plan.schema(), file.stream()));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// A file that rows go to.
    final class Open implements AutoCloseable {
        private final Target.StagedFile file;
        private final RowFileWriter writer;

        private Open(Target.StagedFile file, RowFileWriter writer) {
            this.file = file;
            this.writer = writer;
        }

        RowFileWriter writer() {
            return writer;
        }

        void complete() throws IOException {
            writer.finish();
            long sizeBytes = file.complete();
            written.files().increment();
            written.bytes().add(sizeBytes);
        }

        @Override
        public void close() {
            writer.close();
            file.close();
        }
    }
}
