package io.hydrant.cli.convert;

import io.hydrant.cli.source.Documents;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.UnsupportedType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Converts sources: cuts them into documents, and has lanes make rows and files of these.
///
/// The thread that calls is the one that reads; lanes have threads of their own. It is for one run.
public final class Conversion {
    private final ConvertPlan plan;
    private final RowFormats formats;
    private final Target target;
    private final Rejections rejections;
    private final Counts counts = new Counts();

    Conversion(ConvertPlan plan, RowFormats formats, Target target, Rejections rejections) {
        this.plan = plan;
        this.formats = formats;
        this.target = target;
        this.rejections = rejections;
    }

    Counts counts() {
        return counts;
    }

    /// Converts all of it; files are complete then, but not committed.
    ///
    /// @param progress is told now and then, on the calling thread, how many bytes of the sources
    ///   were read
    /// @throws InterruptedException if the thread was interrupted: no file is to be used then
    void run(List<Source> sources, Progressing progress) throws InterruptedException {
        try (LaneThreads lanes = LaneThreads.start(lanes())) {
            long readBytes = 0;
            for (Source source : sources) {
                try (Documents documents = new Documents(source)) {
                    Optional<Documents.Document> next = documents.next();
                    while (next.isPresent()) {
                        read(next.get(), lanes, documents, new Before(readBytes, progress));
                        next = documents.next();
                    }
                    readBytes += documents.readBytes();
                }
            }
            lanes.finish(progress, readBytes);
        }
    }

    /// Hears how far reading has come.
    @FunctionalInterface
    interface Progressing {
        void reached(long readBytes);
    }

    private record Before(long readBytes, Progressing progress) {}

    private void read(
            Documents.Document input, LaneThreads lanes, Documents documents, Before before)
            throws InterruptedException {
        DocumentSplitter splitter = new DocumentSplitter(input.text(), plan.inputBytesMax());
        try {
            boolean more = splitter.next();
            while (more) {
                Block block = lanes.free();
                block.begin(input.name());
                while (more && !block.isFull()) {
                    block.add(splitter);
                    more = splitter.next();
                }
                lanes.hand(block);
                before.progress().reached(before.readBytes() + documents.readBytes());
            }
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while reading " + input.name());
            }
            throw Documents.unreadable(input.name(), e);
        }
    }

    private List<Lane> lanes() {
        if (plan.schema().columns().isEmpty()) {
            throw new CommandFailed("the schema has no column to write");
        }
        Set<String> folders = ConcurrentHashMap.newKeySet();
        List<Lane> lanes = new ArrayList<>();
        for (int number = 0; number < plan.lanes(); number++) {
            LaneFiles files =
                    new LaneFiles(formats.writers(), target, plan, counts.written(), number);
            RowOutput output =
                    plan.partitionBy().isEmpty()
                            ? new PlainOutput(files, plan)
                            : new PartitionedOutput(files, plan, folders);
            lanes.add(new Lane(plan, reader(), output, new Lane.Shared(rejections, counts)));
        }
        return lanes;
    }

    private RowReader reader() {
        try {
            return formats.reader(plan.schema(), plan.dialect());
        } catch (UnsupportedType e) {
            throw new CommandFailed(e.getMessage(), e);
        }
    }
}
