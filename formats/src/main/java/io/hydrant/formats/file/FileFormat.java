package io.hydrant.formats.file;

import java.util.List;

/// How columnar files are written. Limits of the values are checked where they are configured.
///
/// Source: Firehose API Reference, ParquetSerDe and OrcSerDe.
public sealed interface FileFormat {
    long MIB = 1 << 20;

    /// What follows the point in the names of such files.
    String extension();

    /// @param blockBytes row groups are closed when they reach this size
    /// @param pageBytes pages are closed when their values reach this size before compression
    /// @param dictionary whether columns with few distinct values are written by dictionary
    /// @param paddingBytesMax row groups that would end closer than this to a multiple of
    ///   `blockBytes` are padded to it
    record Parquet(
            Compression compression,
            Version version,
            Timestamps timestamps,
            long blockBytes,
            int pageBytes,
            boolean dictionary,
            int paddingBytesMax)
            implements FileFormat {
        public static final Parquet DEFAULTS =
                new Parquet(
                        Compression.SNAPPY,
                        Version.V1,
                        Timestamps.INT96,
                        256 * MIB,
                        (int) MIB,
                        true,
                        0);

        /// ZSTD is ours: the service does not have it.
        public enum Compression {
            UNCOMPRESSED,
            SNAPPY,
            GZIP,
            ZSTD
        }

        public enum Version {
            V1,
            V2
        }

        /// INT96 as Hive writes and reads it; INT64_MICROS as newer engines prefer it, with
        /// statistics.
        public enum Timestamps {
            INT96,
            INT64_MICROS
        }

        @Override
        public String extension() {
            return "parquet";
        }
    }

    /// @param stripeBytes stripes are closed when they reach this size
    /// @param blockBytes the block size that stripes are padded to, when padding is on
    /// @param rowIndexStride rows between two entries of the index
    /// @param padding whether stripes are padded so that none crosses a block
    /// @param paddingTolerance the share of a stripe that padding may waste: 0-1
    /// @param bloomFilterColumns names of columns with a bloom filter
    /// @param bloomFilterFalsePositives the rate of false positives: 0-1
    /// @param dictionaryKeyThreshold strings are written by dictionary when at most this share of
    ///   them is distinct: 0-1
    record Orc(
            Compression compression,
            Version version,
            long stripeBytes,
            long blockBytes,
            int rowIndexStride,
            boolean padding,
            double paddingTolerance,
            List<String> bloomFilterColumns,
            double bloomFilterFalsePositives,
            double dictionaryKeyThreshold)
            implements FileFormat {
        public static final Orc DEFAULTS =
                new Orc(
                        Compression.SNAPPY,
                        Version.V0_12,
                        64 * MIB,
                        256 * MIB,
                        10_000,
                        false,
                        0.05,
                        List.of(),
                        0.05,
                        0);

        public Orc {
            bloomFilterColumns = List.copyOf(bloomFilterColumns);
        }

        public enum Compression {
            NONE,
            ZLIB,
            SNAPPY
        }

        public enum Version {
            V0_11,
            V0_12
        }

        @Override
        public String extension() {
            return "orc";
        }
    }
}
