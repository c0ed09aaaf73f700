package io.hydrant.formats.orc;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.FileFormat.Orc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// Ways to write ORC files in tests.
public final class OrcFormats {
    private OrcFormats() {}

    public static Orc with(Orc.Compression compression, Orc.Version version) {
        return new Orc(
                compression,
                version,
                64 * FileFormat.MIB,
                256 * FileFormat.MIB,
                1_000,
                false,
                0.05,
                List.of(),
                0.05,
                0.5);
    }

    public static Orc withStripes(long stripeBytes, long blockBytes, boolean padding) {
        return new Orc(
                Orc.Compression.NONE,
                Orc.Version.V0_12,
                stripeBytes,
                blockBytes,
                10_000,
                padding,
                1,
                List.of(),
                0.05,
                0);
    }

    public static Orc withBloomFilters(double falsePositives, String... columns) {
        return new Orc(
                Orc.Compression.NONE,
                Orc.Version.V0_12,
                64 * FileFormat.MIB,
                256 * FileFormat.MIB,
                1_000,
                false,
                0.05,
                List.of(columns),
                falsePositives,
                0);
    }

    public static Orc withDictionary(double keyThreshold) {
        return new Orc(
                Orc.Compression.NONE,
                Orc.Version.V0_12,
                64 * FileFormat.MIB,
                256 * FileFormat.MIB,
                1_000,
                false,
                0.05,
                List.of(),
                0.05,
                keyThreshold);
    }

    /// The finished file of at least one batch.
    public static byte[] fileOf(Orc format, RowBatch... batches) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OrcFileWriter writer = new OrcFileWriter(batches[0].schema(), format, out)) {
            for (RowBatch batch : batches) {
                writer.write(batch);
            }
            writer.finish();
        }
        return out.toByteArray();
    }
}
