package io.hydrant.formats.parquet;

import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.schema.TableSchema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Memory that writers of Parquet files share, one after the other or in turn, for one thread at a
/// time: a file of few rows would else cost more for its buffers than for its rows.
///
/// What closed writers leave is kept for the next file of the same table and options, up to a
/// limit; what was left first goes first.
public final class ParquetBuffers {
    private static final long IDLE_BYTES_MAX = 64L << 20;

    private final long idleBytesMax;
    private final PageScratch scratch = new PageScratch();
    private final Shredder shredder = new Shredder();
    private final Deque<ColumnChunks> idle = new ArrayDeque<>();
    private long idleBytes;

    public ParquetBuffers() {
        this(IDLE_BYTES_MAX);
    }

    /// @param idleBytesMax what may be kept while no writer uses it
    public ParquetBuffers(long idleBytesMax) {
        this.idleBytesMax = idleBytesMax;
    }

    /// Memory held here, that of open writers left out.
    public long bytesHeld() {
        return idleBytes + scratch.bytesHeld() + shredder.bytesHeld();
    }

    ColumnChunks take(TableSchema table, Parquet options) {
        for (Iterator<ColumnChunks> each = idle.descendingIterator(); each.hasNext(); ) {
            ColumnChunks chunks = each.next();
            if (chunks.isFor(table, options)) {
                each.remove();
                idleBytes -= chunks.bytesHeld();
                return chunks;
            }
        }
        return new ColumnChunks(table, options, scratch, shredder);
    }

    void release(ColumnChunks chunks) {
        chunks.clear();
        idle.addLast(chunks);
        idleBytes += chunks.bytesHeld();
        while (idleBytes > idleBytesMax) {
            idleBytes -= idle.removeFirst().bytesHeld();
        }
    }
}
