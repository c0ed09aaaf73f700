package io.hydrant.formats.parquet;

import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.parquet.DictionaryChoice.PageSize;
import io.hydrant.formats.parquet.Leaf.Storage;
import io.hydrant.kernel.error.InvalidArgument;

import java.util.Arrays;
import java.util.Optional;

/// Values of up to 64 bits: integers, dates, floating point by its raw bits, timestamps, and
/// decimals of up to 18 digits. For one thread.
final class NumberValues extends PageValues {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;

    private final Leaf leaf;
    private final int widthBytes;
    private final long divisor;
    private final NumberBounds bounds;
    private final DictionaryChoice choice;
    private final LongDictionary dictionary = new LongDictionary();
    private long[] values = new long[0];

    NumberValues(Leaf leaf, boolean dictionaryAllowed) {
        this.leaf = leaf;
        this.choice = new DictionaryChoice(dictionaryAllowed);
        switch (leaf.storage()) {
            case Storage.Number(int width, Leaf.Order order, long nanosPerUnit) -> {
                widthBytes = width;
                divisor = nanosPerUnit;
                bounds = new NumberBounds(order, width);
            }
            case Storage.Int96 _ -> {
                widthBytes = 12;
                divisor = 1;
                bounds = new NumberBounds(Leaf.Order.NONE, 12);
            }
            case Storage.ShortDecimal(int width, long _) -> {
                widthBytes = width;
                divisor = 1;
                bounds = new NumberBounds(Leaf.Order.BIG_ENDIAN, width);
            }
            case Storage.Bool _, Storage.LongDecimal _, Storage.Bytes _ ->
                    throw new IllegalArgumentException(leaf.name() + " holds no numbers");
        }
    }

    @Override
    void appendAll(Vector vector, int from, int to) {
        int start = count;
        reserve(to - from);
        switch (vector) {
            case LongVector longs ->
                    System.arraycopy(longs.values(), from, values, start, to - from);
            case IntVector ints -> {
                int[] source = ints.values();
                for (int i = from; i < to; i++) {
                    values[start + i - from] = source[i];
                }
            }
            case Vector other -> throw wrong(other);
        }
        count += to - from;
        convert(start);
    }

    @Override
    void append(Vector vector, Levels levels, int from, int to) {
        int start = count;
        int at = count;
        reserve(to - from);
        switch (vector) {
            case LongVector longs -> {
                long[] source = longs.values();
                for (int i = from; i < to; i++) {
                    if (levels.indices[i] >= 0) {
                        values[at++] = source[levels.indices[i]];
                    }
                }
            }
            case IntVector ints -> {
                int[] source = ints.values();
                for (int i = from; i < to; i++) {
                    if (levels.indices[i] >= 0) {
                        values[at++] = source[levels.indices[i]];
                    }
                }
            }
            case Vector other -> throw wrong(other);
        }
        count = at;
        convert(start);
    }

    private IllegalArgumentException wrong(Vector vector) {
        return new IllegalArgumentException(
                leaf.name() + " cannot be read from a " + vector.getClass().getSimpleName());
    }

    private void reserve(int more) {
        int needed = Math.addExact(count, more);
        if (needed > values.length) {
            int doubled = (int) Math.min(2L * values.length, Integer.MAX_VALUE - 16);
            values = Arrays.copyOf(values, Math.max(needed, doubled));
        }
    }

    private void convert(int start) {
        if (divisor != 1) {
            for (int i = start; i < count; i++) {
                values[i] = Math.floorDiv(values[i], divisor);
            }
        }
        if (leaf.storage() instanceof Storage.ShortDecimal(int _, long unscaledMax)) {
            for (int i = start; i < count; i++) {
                if (values[i] > unscaledMax || values[i] < -unscaledMax) {
                    long wrong = values[i];
                    count = start;
                    throw new InvalidArgument(
                            "column '"
                                    + leaf.name()
                                    + "' of type "
                                    + leaf.type()
                                    + " cannot hold the unscaled value "
                                    + wrong);
                }
            }
        }
    }

    @Override
    int fitting(Vector vector, int from, int to, long bytesMax) {
        long left = (bytesMax - plainBytes() + widthBytes - 1) / widthBytes;
        return Math.clamp(left, 1, to - from);
    }

    @Override
    long plainBytesOf(Vector vector, int index) {
        return widthBytes;
    }

    @Override
    long plainBytes() {
        return (long) count * widthBytes;
    }

    @Override
    boolean encode(boolean only, PageScratch scratch) {
        bounds.setPage(values, count);
        if (count > 0 && choice.active() && encodeIndices(only, scratch)) {
            return true;
        }
        putPlain(values, count, scratch.page);
        return false;
    }

    private boolean encodeIndices(boolean only, PageScratch scratch) {
        PageSize size = new PageSize(count, plainBytes());
        choice.judgeFirst(index -> values[index], size, only, scratch);
        if (!choice.active()) {
            return false;
        }
        int sizeBefore = dictionary.size();
        int[] indices = scratch.indices(count);
        boolean indexed =
                dictionary.index(values, count, DICTIONARY_BYTES_MAX / widthBytes, indices);
        if (!indexed) {
            choice.stop();
            return false;
        }
        long dictionaryBytes = (long) dictionary.size() * widthBytes;
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

    private void putPlain(long[] source, int length, ByteSink out) {
        switch (leaf.storage()) {
            case Storage.Int96 _ -> putInt96(source, length, out);
            case Storage.ShortDecimal(int width, long _) -> {
                out.reserve((long) width * length);
                for (int i = 0; i < length; i++) {
                    putBigEndian(source[i], width, out);
                }
            }
            case Storage.Number _ -> {
                if (widthBytes == 8) {
                    out.putLongs(source, 0, length);
                } else {
                    putInts(source, length, out);
                }
            }
            case Storage.Bool _, Storage.LongDecimal _, Storage.Bytes _ ->
                    throw new IllegalStateException(leaf.name());
        }
    }

    private static void putInts(long[] source, int length, ByteSink out) {
        out.reserve(4L * length);
        byte[] bytes = out.bytes;
        int at = out.size;
        for (int i = 0; i < length; i++) {
            ByteSink.INT.set(bytes, at + 4 * i, (int) source[i]);
        }
        out.size = at + 4 * length;
    }

    private static void putBigEndian(long value, int width, ByteSink out) {
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            out.bytes[out.size++] = (byte) (value >> shift);
        }
    }

    private static void putInt96(long[] source, int length, ByteSink out) {
        out.reserve(12L * length);
        byte[] bytes = out.bytes;
        int at = out.size;
        for (int i = 0; i < length; i++) {
            long nanos = source[i];
            long day = Math.floorDiv(nanos, NANOS_PER_DAY);
            ByteSink.LONG.set(bytes, at, nanos - day * NANOS_PER_DAY);
            ByteSink.INT.set(bytes, at + 8, (int) day + JULIAN_DAY_OF_EPOCH);
            at += 12;
        }
        out.size = at;
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
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    void putDictionary(ByteSink out) {
        putPlain(dictionary.values(), dictionary.size(), out);
    }

    @Override
    void endChunk() {
        count = 0;
        dictionary.clear();
        choice.nextChunk();
        bounds.clear();
    }

    @Override
    long bytesHeld() {
        return 8L * values.length + dictionary.bytesHeld();
    }
}
