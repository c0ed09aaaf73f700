package io.hydrant.cli.convert;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/// Converts blocks of documents into rows. For one thread.
final class Lane implements AutoCloseable {
    private static final String LIST =
            "The document is a list of objects, which is not taken apart. Put each on a line of its"
                    + " own, as `jq -c '.[]'` does.";

    private final ConvertPlan plan;
    private final RowReader reader;
    private final RowOutput output;
    private final Rejections rejections;
    private final Counts counts;
    private final Optional<PartitionFolders> folders;

    /// Only asked why a document that has no folder is none.
    private final RowBatch scratch;

    Lane(ConvertPlan plan, RowReader reader, RowOutput output, Shared shared) {
        this.plan = plan;
        this.reader = reader;
        this.output = output;
        this.rejections = shared.rejections();
        this.counts = shared.counts();
        this.folders =
                plan.partitionBy().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new PartitionFolders(plan.partitionBy(), plan.dialect()));
        this.scratch = new RowBatch(plan.schema());
    }

    /// What all lanes add to.
    record Shared(Rejections rejections, Counts counts) {}

    void convert(Block block) throws IOException {
        for (int i = 0; i < block.count(); i++) {
            if (block.isTooLong(i)) {
                rejectTooLong(block.place(i), plan.inputBytesMax());
            } else {
                Document document =
                        new Document(
                                block.place(i), block.bytes(), block.offset(i), block.length(i));
                if (plan.fromErrors()) {
                    convertError(document);
                } else {
                    convert(document);
                }
            }
        }
    }

    void finish() throws IOException {
        output.finish();
    }

    @Override
    public void close() {
        output.close();
    }

    private void convertError(Document line) throws IOException {
        byte[] record;
        try {
            record = ErrorObjects.record(line.bytes(), line.offset(), line.length());
        } catch (ErrorObjects.NoRecord e) {
            counts.documents().increment();
            rejections.add(Rejected.malformed(line.place(), e.getMessage()), line);
            return;
        }
        DocumentSplitter documents = new DocumentSplitter(new ByteArrayInputStream(record));
        boolean any = false;
        while (documents.next()) {
            any = true;
            if (documents.isTooLong()) {
                rejectTooLong(line.place(), DocumentSplitter.DOCUMENT_BYTES_MAX);
            } else {
                convert(
                        new Document(
                                line.place(),
                                documents.bytes(),
                                documents.offset(),
                                documents.length()));
            }
        }
        if (!any) {
            convert(new Document(line.place(), ErrorObjects.withSlack(record), 0, record.length));
        }
    }

    private void convert(Document document) throws IOException {
        counts.documents().increment();
        counts.bytes().add(document.length());
        if (document.isList()) {
            rejections.add(Rejected.malformed(document.place(), LIST), document);
            return;
        }
        String folder = "";
        if (folders.isPresent()) {
            try {
                folder =
                        folders.get()
                                .folder(document.bytes(), document.offset(), document.length());
            } catch (PartitionFolders.Unfit | IOException e) {
                rejections.add(whyUnfit(document, e), document);
                return;
            }
        }
        RowBatch rows = output.rows(folder);
        int before = rows.rowCount();
        Optional<Rejection> rejection =
                reader.read(document.bytes(), document.offset(), document.length(), rows);
        if (rejection.isPresent()) {
            rejections.add(Rejected.of(document.place(), rejection.get()), document);
        } else {
            counts.rows().add(rows.rowCount() - before);
            output.added(folder, document.length());
        }
    }

    /// The reader knows best what is wrong with a document, if it finds anything wrong.
    private Rejected whyUnfit(Document document, Exception unfit) {
        Optional<Rejection> rejection =
                reader.read(document.bytes(), document.offset(), document.length(), scratch);
        scratch.clear();
        return rejection
                .map(why -> Rejected.of(document.place(), why))
                .orElseGet(() -> Rejected.malformed(document.place(), unfit.getMessage()));
    }

    private void rejectTooLong(Block.Place place, int bytesMax) throws IOException {
        counts.documents().increment();
        rejections.add(
                Rejected.malformed(
                        place,
                        "The document has more than %,d bytes; it is not kept."
                                .formatted(bytesMax)),
                new Document(place, new byte[0], 0, 0));
    }
}
