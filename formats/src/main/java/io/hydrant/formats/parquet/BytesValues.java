package io.hydrant.formats.parquet;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.parquet.BytesDictionary.Strings;
import io.hydrant.formats.parquet.DictionaryChoice.PageSize;
import io.hydrant.formats.parquet.Leaf.Storage;
import io.hydrant.kernel.error.InvalidArgument;

import java.util.Arrays;
import java.util.Optional;

/// Byte strings: text, binary, and decimals of more than 18 digits. For one thread.
final class BytesValues extends PageValues {
    private static final int DECIMAL_BYTES = 16;

    private final Leaf leaf;

    /// What stands before each value in plain pages: its length in 4 bytes, or nothing.
    private final int overhead;

    /// The bytes that each value has; 0 if that differs.
    private final int fixedBytes;

    private final BytesBounds bounds;
    private final DictionaryChoice choice;
    private final BytesDictionary dictionary = new BytesDictionary();
    private byte[] bytes = new byte[0];
    private int[] ends = new int[0];
    private int used;

    BytesValues(Leaf leaf, boolean dictionaryAllowed) {
        this.leaf = leaf;
        this.choice = new DictionaryChoice(dictionaryAllowed);
        switch (leaf.storage()) {
            case Storage.LongDecimal(int widthBytes) -> {
                fixedBytes = widthBytes;
                overhead = 0;
                bounds = new BytesBounds(BytesBounds.Kind.DECIMAL);
            }
            case Storage.Bytes(boolean text) -> {
                fixedBytes = 0;
                overhead = 4;
                bounds = new BytesBounds(text ? BytesBounds.Kind.TEXT : BytesBounds.Kind.BINARY);
            }
            case Storage.Bool _, Storage.Number _, Storage.Int96 _, Storage.ShortDecimal _ ->
                    throw new IllegalArgumentException(leaf.name() + " holds no bytes");
        }
    }

    @Override
    void appendAll(Vector vector, int from, int to) {
        BytesVector source = (BytesVector) vector;
        if (from == to) {
            return;
        }
        if (fixedBytes > 0) {
            reserve(to - from, (long) fixedBytes * (to - from));
            for (int i = from; i < to; i++) {
                appendDecimal(source, i);
            }
            return;
        }
        int start = source.start(from);
        int length = source.start(to - 1) + source.length(to - 1) - start;
        reserve(to - from, length);
        System.arraycopy(source.bytes(), start, bytes, used, length);
        int moved = used - start;
        for (int i = from; i < to; i++) {
            ends[count++] = source.start(i) + source.length(i) + moved;
        }
        used += length;
    }

    @Override
    void append(Vector vector, Levels levels, int from, int to) {
        BytesVector source = (BytesVector) vector;
        for (int i = from; i < to; i++) {
            int index = levels.indices[i];
            if (index < 0) {
                continue;
            }
            int length = fixedBytes > 0 ? fixedBytes : source.length(index);
            reserve(1, length);
            if (fixedBytes > 0) {
                appendDecimal(source, index);
            } else {
                System.arraycopy(source.bytes(), source.start(index), bytes, used, length);
                used += length;
                ends[count++] = used;
            }
        }
    }

    /// Of the 16 bytes of a decimal only the last are kept; the others repeat the sign.
    private void appendDecimal(BytesVector source, int index) {
        int start = source.start(index);
        byte[] from = source.bytes();
        int dropped = DECIMAL_BYTES - fixedBytes;
        int sign = from[start + dropped] >> 7;
        boolean fits = source.length(index) == DECIMAL_BYTES;
        for (int i = 0; i < dropped; i++) {
            fits &= from[start + i] == sign;
        }
        if (!fits) {
            throw new InvalidArgument(
                    "column '"
                            + leaf.name()
                            + "' of type "
                            + leaf.type()
                            + " cannot hold the "
                            + source.length(index)
                            + " bytes of row value "
                            + index);
        }
        System.arraycopy(from, start + dropped, bytes, used, fixedBytes);
        used += fixedBytes;
        ends[count++] = used;
    }

    private void reserve(int more, long moreBytes) {
        int needed = Math.addExact(count, more);
        if (needed > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(needed, (int) Math.min(2L * ends.length, 1 << 30)));
        }
        long neededBytes = used + moreBytes;
        if (neededBytes > Integer.MAX_VALUE - 16) {
            throw new InvalidArgument(
                    "a page of column '"
                            + leaf.name()
                            + "' cannot hold "
                            + neededBytes
                            + " bytes: a row has too much of it");
        }
        if (neededBytes > bytes.length) {
            long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 16);
            bytes = Arrays.copyOf(bytes, (int) Math.max(neededBytes, doubled));
        }
    }

    @Override
    int fitting(Vector vector, int from, int to, long bytesMax) {
        long left = bytesMax - plainBytes();
        if (fixedBytes > 0) {
            return Math.clamp((left + fixedBytes - 1) / fixedBytes, 1, to - from);
        }
        BytesVector source = (BytesVector) vector;
        int at = from;
        while (at < to && left > 0) {
            left -= overhead + source.length(at++);
        }
        return Math.max(1, at - from);
    }

    @Override
    long plainBytesOf(Vector vector, int index) {
        return fixedBytes > 0 ? fixedBytes : overhead + ((BytesVector) vector).length(index);
    }

    @Override
    long plainBytes() {
        return used + (long) overhead * count;
    }

    @Override
    boolean encode(boolean only, PageScratch scratch) {
        Strings values = new Strings(bytes, ends, count);
        bounds.setPage(values);
        if (count > 0 && choice.active() && encodeIndices(values, only, scratch)) {
            return true;
        }
        putPlain(values, scratch.page);
        return false;
    }

    private boolean encodeIndices(Strings values, boolean only, PageScratch scratch) {
        PageSize size = new PageSize(count, plainBytes());
        choice.judgeFirst(this::hashOf, size, only, scratch);
        if (!choice.active()) {
            return false;
        }
        int sizeBefore = dictionary.size();
        int[] indices = scratch.indices(count);
        if (!dictionary.index(values, overhead, DICTIONARY_BYTES_MAX, indices)) {
            choice.stop();
            return false;
        }
        long dictionaryBytes = dictionary.bytesUsed() + (long) overhead * dictionary.size();
        if (!choice.paysFor(size, dictionary.size(), dictionaryBytes, only)) {
            choice.stop();
            dictionary.cutTo(sizeBefore);
            return false;
        }
        int width = HybridEncoding.widthOf(Math.max(dictionary.size() - 1, 1));
        scratch.page.putByte(width);
        HybridEncoding.encode(indices, count, width, scratch.page);
        return true;
    }

    private long hashOf(int index) {
        return BytesDictionary.hash(bytes, index == 0 ? 0 : ends[index - 1], ends[index]);
    }

    private void putPlain(Strings values, ByteSink out) {
        if (overhead == 0) {
            int end = values.count() == 0 ? 0 : values.ends()[values.count() - 1];
            out.putBytes(values.bytes(), 0, end);
            return;
        }
        int start = 0;
        for (int i = 0; i < values.count(); i++) {
            int end = values.ends()[i];
            out.putInt(end - start);
            out.putBytes(values.bytes(), start, end - start);
            start = end;
        }
    }

    @Override
    Optional<Bounds> pageBounds() {
        return bounds.page();
    }

    @Override
    Optional<Bounds> chunkBounds() {
        return bounds.chunk();
    }

    @Override
    int boundaryOrder() {
        return bounds.boundaryOrder();
    }

    @Override
    void endPage() {
        count = 0;
        used = 0;
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    void putDictionary(ByteSink out) {
        int start = 0;
        for (int i = 0; i < dictionary.size(); i++) {
            int end = dictionary.end(i);
            if (overhead > 0) {
                out.putInt(end - start);
            }
            out.putBytes(dictionary.bytes(), start, end - start);
            start = end;
        }
    }

    @Override
    void endChunk() {
        endPage();
        dictionary.clear();
        choice.nextChunk();
        bounds.clear();
    }

    @Override
    long bytesHeld() {
        return bytes.length + 4L * ends.length + dictionary.bytesHeld();
    }
}
