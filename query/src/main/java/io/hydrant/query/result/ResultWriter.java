package io.hydrant.query.result;

import io.hydrant.query.refusal.QueryFailure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes a result to its file while it comes. Used by one thread.
///
///     CSV                        TEXT
///     "id","name"\n              value \t value \n
///     "1","a ""quoted"" one"\n
///     "2",\n                     (null is nothing)
///
/// Source: files of the live service.
public final class ResultWriter implements ResultSink {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ResultForm form;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private List<ResultColumn> columns = List.of();
    private long rowCount;
    private long bytes;

    /// @param out left open
    public ResultWriter(ResultForm form, OutputStream out) {
        this.form = form;
        this.out = out;
    }

    @Override
    public void columns(List<ResultColumn> told) throws QueryFailure {
        columns = List.copyOf(told);
        if (form == ResultForm.CSV) {
            guarded(
                    () -> {
                        for (int i = 0; i < columns.size(); i++) {
                            separate(i);
                            quoted(columns.get(i).name());
                        }
                        put('\n');
                    });
        }
    }

    @Override
    public void row(ResultRow row) throws QueryFailure {
        rowCount++;
        guarded(
                () -> {
                    switch (form) {
                        case CSV -> csv(row);
                        case TEXT -> text(row);
                        case NONE -> {}
                    }
                });
    }

    private void csv(ResultRow row) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            separate(i);
            if (!row.isNull(i)) {
                quoted(row.text(i));
            }
        }
        put('\n');
    }

    private void text(ResultRow row) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                put('\t');
            }
            if (!row.isNull(i)) {
                put(row.text(i).getBytes(StandardCharsets.UTF_8));
            }
        }
        put('\n');
    }

    private void separate(int column) throws IOException {
        if (column > 0) {
            put(',');
        }
    }

    private void quoted(String text) throws IOException {
        put('"');
        String escaped = text.indexOf('"') < 0 ? text : text.replace("\"", "\"\"");
        put(escaped.getBytes(StandardCharsets.UTF_8));
        put('"');
    }

    private void put(char ascii) throws IOException {
        if (buffered == buffer.length) {
            flush();
        }
        buffer[buffered++] = (byte) ascii;
        bytes++;
    }

    private void put(byte[] text) throws IOException {
        bytes += text.length;
        if (text.length > buffer.length - buffered) {
            flush();
        }
        if (text.length > buffer.length) {
            out.write(text);
        } else {
            System.arraycopy(text, 0, buffer, buffered, text.length);
            buffered += text.length;
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, buffered);
        buffered = 0;
    }

    /// Writes what is left; nothing comes after it.
    public void finish() throws QueryFailure {
        guarded(this::flush);
    }

    public List<ResultColumn> columns() {
        return columns;
    }

    public long rowCount() {
        return rowCount;
    }

    /// Of the whole file.
    public long bytes() {
        return bytes;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void guarded(Writing writing) throws QueryFailure {
        try {
            writing.run();
        } catch (IOException e) {
            throw new QueryFailure(
                    QueryFailure.Cause.SYSTEM,
                    "GENERIC_INTERNAL_ERROR: The result could not be written: " + e.getMessage(),
                    e);
        }
    }
}
