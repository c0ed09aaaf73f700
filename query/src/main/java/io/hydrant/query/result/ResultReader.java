package io.hydrant.query.result;

import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads result files by pages. A page is read from its own first byte on, so the last page costs
/// as much as the first. Safe for use by many threads.
public final class ResultReader {
    /// A page ends early rather than take more memory, unless its first row alone does.
    static final int PAGE_BYTES_MAX = 8 << 20;

    private static final int METADATA_BYTES_MAX = 32 << 20;

    private final ObjectStore store;

    public ResultReader(ObjectStore store) {
        this.store = store;
    }

    /// The columns, as the file beside a result tells them.
    ///
    /// @param file the result, not the file beside it
    /// @throws InvalidRequest when it is not there any more
    public List<ResultColumn> columns(ObjectAddress file) {
        ObjectAddress metadata = new ObjectAddress(file.bucket(), file.key() + ".metadata");
        try (InputStream in = opened(metadata, 0, METADATA_BYTES_MAX).stream()) {
            return ResultMetadata.read(in.readNBytes(METADATA_BYTES_MAX));
        } catch (IOException e) {
            throw new InvalidRequest(metadata + " cannot be read: " + e.getMessage());
        }
    }

    /// @param firstByte of a row; 0 for the start, where a CSV file has its header
    /// @throws InvalidRequest when the file is not there any more, or is no result
    public ResultPage page(ObjectAddress file, ResultForm form, long firstByte, int rowsMax) {
        if (form == ResultForm.NONE) {
            return new ResultPage(List.of(), OptionalLong.empty());
        }
        List<List<Optional<String>>> rows = new ArrayList<>();
        try (RangedInput in = new RangedInput(store, file, firstByte)) {
            RowParser parser = new RowParser(in);
            boolean more = in.more();
            while (more && rows.size() < rowsMax && in.position() - firstByte < PAGE_BYTES_MAX) {
                rows.add(form == ResultForm.CSV ? parser.csv() : parser.line());
                more = in.more();
            }
            return new ResultPage(
                    rows, more ? OptionalLong.of(in.position()) : OptionalLong.empty());
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidRequest(file + " cannot be read: " + e.getMessage());
        } catch (ObjectStoreException e) {
            throw gone(file, e);
        }
    }

    private ObjectContent opened(ObjectAddress file, long firstByte, long byteCount) {
        try {
            return store.open(file, firstByte, byteCount);
        } catch (ObjectStoreException e) {
            throw gone(file, e);
        }
    }

    private static InvalidRequest gone(ObjectAddress file, ObjectStoreException e) {
        return new InvalidRequest(
                "Could not find results: " + file + " cannot be read: " + e.getMessage());
    }
}
