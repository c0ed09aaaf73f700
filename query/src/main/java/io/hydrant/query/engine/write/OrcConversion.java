package io.hydrant.query.engine.write;

import io.hydrant.formats.RowFiles;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.SqlText;
import io.hydrant.query.refusal.QueryFailure;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Makes ORC files of the engine's Parquet files: it writes no ORC itself. For one thread.
///
/// In memory are a batch of rows and a stripe.
final class OrcConversion {
    private static final int ROWS_MAX = 1_024;
    private static final long BATCH_BYTES_MAX = 8 << 20;
    private static final long STRIPE_BYTES = 16 << 20;

    private final EngineSession session;
    private final List<Column> columns;
    private final FileFormat.Orc format;

    /// @param compression `zlib`, `snappy` or `none`
    OrcConversion(EngineSession session, List<Column> columns, String compression) {
        this.session = session;
        this.columns = columns;
        FileFormat.Orc common = FileFormat.Orc.DEFAULTS;
        this.format =
                new FileFormat.Orc(
                        FileFormat.Orc.Compression.valueOf(compression.toUpperCase(Locale.ROOT)),
                        common.version(),
                        STRIPE_BYTES,
                        common.blockBytes(),
                        common.rowIndexStride(),
                        common.padding(),
                        common.paddingTolerance(),
                        common.bloomFilterColumns(),
                        common.bloomFilterFalsePositives(),
                        common.dictionaryKeyThreshold());
    }

    /// Puts an ORC file into the place of a Parquet file.
    Path converted(Path parquet) throws QueryFailure {
        Path orc = parquet.resolveSibling(parquet.getFileName() + ".orc");
        String names =
                columns.stream()
                        .map(column -> SqlText.name(column.name()))
                        .collect(Collectors.joining(", "));
        String sql =
                "SELECT %s FROM read_parquet(%s, hive_partitioning = false)"
                        .formatted(names, SqlText.literal(parquet.toString()));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(orc));
                RowFileWriter writer = RowFiles.open(format, new TableSchema(columns), out)) {
            session.query(sql, rows -> write(rows, writer));
            writer.finish();
            Files.delete(parquet);
            return orc;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// @return how many rows there were
    private long write(ResultSet rows, RowFileWriter writer) throws SQLException, QueryFailure {
        RowBatch batch = new RowBatch(new TableSchema(columns));
        long count = 0;
        while (rows.next()) {
            for (int i = 0; i < columns.size(); i++) {
                EngineValues.append(columns.get(i).type(), rows.getObject(i + 1), batch.column(i));
            }
            batch.endRow();
            count++;
            if (batch.rowCount() == ROWS_MAX || batch.bytesUsed() > BATCH_BYTES_MAX) {
                flush(batch, writer);
            }
        }
        flush(batch, writer);
        return count;
    }

    private void flush(RowBatch batch, RowFileWriter writer) throws QueryFailure {
        session.running().check();
        try {
            writer.write(batch);
            batch.clear();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static QueryFailure failed(IOException e) {
        return new QueryFailure(
                QueryFailure.Cause.SYSTEM,
                "GENERIC_INTERNAL_ERROR: an ORC file of a statement cannot be made: " + e,
                e);
    }
}
