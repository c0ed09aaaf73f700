package io.hydrant.formats.orc;

import io.hydrant.formats.file.FileFormat;
import io.hydrant.kernel.error.InvalidArgument;

import org.apache.hadoop.conf.Configuration;
import org.apache.orc.CompressionKind;
import org.apache.orc.InMemoryKeystore;
import org.apache.orc.OrcConf;
import org.apache.orc.OrcFile;
import org.apache.orc.OrcUtils;
import org.apache.orc.TypeDescription;

import java.util.List;

/// How a file is to be written, in ORC's words.
final class OrcSettings {
    /// Nothing is encrypted; without this, ORC would ask Hadoop where the keys are.
    private static final InMemoryKeystore NO_KEYS = new InMemoryKeystore();

    private OrcSettings() {}

    static OrcFile.WriterOptions of(TypeDescription schema, FileFormat.Orc format) {
        Configuration other = new Configuration(false);
        OrcConf.DICTIONARY_KEY_SIZE_THRESHOLD.setDouble(other, format.dictionaryKeyThreshold());
        // Left alone, ORC looks at a stripe's size every 5,000 rows, however large they are.
        OrcConf.STRIPE_SIZE_CHECKRATIO.setDouble(other, 1);
        OrcFile.WriterOptions settings =
                OrcFile.writerOptions(other)
                        .setSchema(schema)
                        .compress(compression(format.compression()))
                        .version(version(format.version()))
                        .stripeSize(format.stripeBytes())
                        .blockSize(format.blockBytes())
                        .rowIndexStride(format.rowIndexStride())
                        .blockPadding(format.padding())
                        .paddingTolerance(format.paddingTolerance())
                        .useUTCTimestamp(true)
                        .setProlepticGregorian(true)
                        .setKeyProvider(NO_KEYS)
                        .memory(new FixedMemory());
        if (!format.bloomFilterColumns().isEmpty()) {
            settings.bloomFilterColumns(bloomFilterColumns(schema, format.bloomFilterColumns()))
                    .bloomFilterFpp(falsePositives(format.bloomFilterFalsePositives()));
        }
        return settings;
    }

    private static CompressionKind compression(FileFormat.Orc.Compression compression) {
        return switch (compression) {
            case NONE -> CompressionKind.NONE;
            case ZLIB -> CompressionKind.ZLIB;
            case SNAPPY -> CompressionKind.SNAPPY;
        };
    }

    private static OrcFile.Version version(FileFormat.Orc.Version version) {
        return switch (version) {
            case V0_11 -> OrcFile.Version.V_0_11;
            case V0_12 -> OrcFile.Version.V_0_12;
        };
    }

    /// ORC takes one text with commas, in which a point goes down into a struct; it says nothing of
    /// names that it does not find.
    private static String bloomFilterColumns(TypeDescription schema, List<String> names) {
        for (String name : names) {
            if (schema.getFieldNames().stream().noneMatch(name::equalsIgnoreCase)) {
                throw new InvalidArgument(
                        "the bloom filter column '"
                                + name
                                + "' is none of the table's columns "
                                + schema.getFieldNames());
            }
            boolean[] found = OrcUtils.includeColumns(name, schema);
            if (name.equals("*") || !found[idOf(schema, name)]) {
                throw new InvalidArgument(
                        "the column '"
                                + name
                                + "' cannot have a bloom filter: ORC does not take such a name");
            }
        }
        return String.join(",", names);
    }

    private static int idOf(TypeDescription schema, String name) {
        for (int i = 0; i < schema.getFieldNames().size(); i++) {
            if (schema.getFieldNames().get(i).equalsIgnoreCase(name)) {
                return schema.getChildren().get(i).getId();
            }
        }
        throw new InvalidArgument("there is no column '" + name + "'");
    }

    private static double falsePositives(double rate) {
        if (rate <= 0 || rate >= 1) {
            throw new InvalidArgument(
                    "the false positive rate of a bloom filter must be above 0 and below 1 but was "
                            + rate);
        }
        return rate;
    }
}
