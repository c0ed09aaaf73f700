package io.hydrant.cli.convert;

import io.hydrant.cli.source.Documents;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.source.SourceObject;
import io.hydrant.formats.infer.InferredSchema;
import io.hydrant.formats.infer.SchemaInference;
import io.hydrant.formats.json.JsonDialect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The documents that a schema is inferred from: the first ones of inputs that are spread evenly
/// over all. The same inputs give the same sample.
///
/// @param documentsMax at least 1
/// @param fromErrors whether inputs are error objects that hold the documents
public record Sample(int documentsMax, boolean fromErrors) {
    private static final int OBJECTS_MAX = 32;

    InferredSchema infer(List<Source> sources, JsonDialect dialect) {
        SchemaInference inference = new SchemaInference(dialect);
        List<SourceObject> objects =
                sources.stream().flatMap(source -> source.objects().stream()).toList();
        List<SourceObject> chosen = spread(objects, Math.min(OBJECTS_MAX, documentsMax));
        int left = documentsMax;
        for (int i = 0; i < chosen.size(); i++) {
            int share = Math.ceilDiv(left, chosen.size() - i);
            left -= add(chosen.get(i), share, inference);
        }
        return inference.schema();
    }

    private static List<SourceObject> spread(List<SourceObject> objects, int count) {
        if (objects.size() <= count) {
            return objects;
        }
        List<SourceObject> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int steps = Math.max(1, count - 1);
            chosen.add(objects.get((int) ((long) i * (objects.size() - 1) / steps)));
        }
        return chosen;
    }

    /// Gives back how many documents were looked at.
    private int add(SourceObject object, int count, SchemaInference inference) {
        int seen = 0;
        Source source = new Source(object.name(), List.of(object));
        try (Documents documents = new Documents(source)) {
            Optional<Documents.Document> next = documents.next();
            while (next.isPresent() && seen < count) {
                DocumentSplitter splitter =
                        new DocumentSplitter(
                                next.get().text(),
                                fromErrors
                                        ? DocumentSplitter.ERROR_BYTES_MAX
                                        : DocumentSplitter.DOCUMENT_BYTES_MAX);
                while (seen < count && splitter.next()) {
                    seen += fromErrors ? addError(splitter, inference) : add(splitter, inference);
                }
                next = seen < count ? documents.next() : Optional.empty();
            }
        } catch (IOException e) {
            throw Documents.unreadable(object.name(), e);
        }
        return seen;
    }

    /// Documents that cannot be read count as well: a sample ends whatever it holds.
    private static int add(DocumentSplitter splitter, SchemaInference inference) {
        if (!splitter.isTooLong()) {
            inference.add(splitter.bytes(), splitter.offset(), splitter.length());
        }
        return 1;
    }

    private static int addError(DocumentSplitter line, SchemaInference inference)
            throws IOException {
        try {
            byte[] record = ErrorObjects.record(line.bytes(), line.offset(), line.length());
            DocumentSplitter documents = new DocumentSplitter(new ByteArrayInputStream(record));
            while (documents.next()) {
                add(documents, inference);
            }
        } catch (ErrorObjects.NoRecord _) {
            // The conversion rejects it and says why.
        }
        return 1;
    }
}
