package io.hydrant.formats.parquet;

/// Whether a column chunk is written by dictionary. For one thread.
///
/// A sample of the first page tells columns whose values hardly repeat, before a table is built for
/// them. Others get a dictionary, which ends (later pages are plain) when it is full or when it
/// does not pay. A page that is alone in its chunk, as in small files, is written the way that
/// takes fewer bytes.
final class DictionaryChoice {
    /// From so many values on a sample is taken in two parts: it would cost more than it tells.
    private static final int SAMPLE_MAX = 2048;

    private static final int BITMAP_LOG2_MAX = 18;
    private static final long MULTIPLIER = 0xC2B2AE3D27D4EB4FL;

    private final boolean allowed;
    private boolean active;
    private long plainBytes;
    private long indexBytes;
    private boolean judged;

    DictionaryChoice(boolean allowed) {
        this.allowed = allowed;
        this.active = allowed;
    }

    boolean active() {
        return active;
    }

    /// No more pages of this chunk are written by dictionary.
    void stop() {
        active = false;
    }

    void nextChunk() {
        active = allowed;
        judged = false;
        plainBytes = 0;
        indexBytes = 0;
    }

    /// A page's values, as far as repetition goes.
    interface Sample {
        /// 64 bits that are equal for equal values, and hardly ever for others.
        long bitsOf(int index);
    }

    /// Looks at the chunk's first page with values; may stop.
    ///
    /// @param only whether it is the chunk's only page
    /// @param widthBytes what a value takes on average
    void judgeFirst(Sample sample, PageSize page, boolean only, PageScratch scratch) {
        if (judged) {
            return;
        }
        judged = true;
        int sampled = Math.min(page.count(), SAMPLE_MAX);
        int distinct = distinct(sample, page.count(), sampled, scratch);
        if (sampled == page.count()) {
            if (only && !isMuchLess(bytesByDictionary(page, distinct), page)) {
                stop();
            }
            return;
        }
        // Of 2048 values among 65,000, as coordinates have, 32 come twice.
        if (sampled - distinct < sampled / 100) {
            stop();
        }
    }

    /// Looks at a page whose indices are known; may stop.
    ///
    /// @param distinct values in the dictionary so far
    /// @return whether the page is to be written by dictionary
    boolean paysFor(PageSize page, int distinct, long dictionaryBytes, boolean only) {
        long pageIndexBytes = indexBytes(page.count(), distinct);
        if (only) {
            return isMuchLess(dictionaryBytes + pageIndexBytes, page);
        }
        boolean first = plainBytes == 0;
        plainBytes += page.plainBytes();
        indexBytes += pageIndexBytes;
        if (first) {
            return distinct < page.count() * 0.9;
        }
        if (plainBytes > 4 * page.plainBytes() && dictionaryBytes + indexBytes > plainBytes) {
            return false;
        }
        return true;
    }

    /// @param count values in the page
    /// @param plainBytes what they take without a dictionary
    record PageSize(int count, long plainBytes) {}

    /// A dictionary costs readers and writers more than plain values do.
    private static boolean isMuchLess(long bytes, PageSize page) {
        return bytes < page.plainBytes() * 0.9;
    }

    private static long bytesByDictionary(PageSize page, int distinct) {
        return page.plainBytes() * distinct / Math.max(page.count(), 1)
                + indexBytes(page.count(), distinct);
    }

    private static long indexBytes(int count, int distinct) {
        return (long) count * HybridEncoding.widthOf(Math.max(distinct - 1, 1)) / 8 + 2;
    }

    /// How many of the sampled values are distinct: about, and never more than there are. Half of
    /// the sample are neighbours, the other half is spread over the page.
    private static int distinct(Sample sample, int count, int sampled, PageScratch scratch) {
        int bits = Math.min(BITMAP_LOG2_MAX, HybridEncoding.widthOf(sampled) + 6);
        long[] bitmap = scratch.emptyBitmap(bits);
        int distinct = 0;
        int near = sampled < count ? sampled / 2 : sampled;
        int far = sampled - near;
        int stride = far == 0 ? 1 : (count - near) / far;
        for (int i = 0; i < sampled; i++) {
            int at = i < near ? i : near + (i - near) * stride;
            int hash = (int) (sample.bitsOf(at) * MULTIPLIER >>> 64 - bits);
            long bit = 1L << hash;
            distinct += (bitmap[hash >>> 6] & bit) == 0 ? 1 : 0;
            bitmap[hash >>> 6] |= bit;
        }
        return distinct;
    }
}
