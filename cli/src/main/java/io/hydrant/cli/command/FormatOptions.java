package io.hydrant.cli.command;

import io.hydrant.formats.file.FileFormat;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How columnar files are written.
final class FormatOptions {
    private static final long MIB = FileFormat.MIB;
    private static final int MIB_MAX = 1024;
    private static final int PAGE_KIB_MAX = 64 * 1024;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "parquet",
            description = "`parquet` or `orc`. Default: ${DEFAULT-VALUE}")
    private String format;

    @Option(
            names = "--compression",
            paramLabel = "NAME",
            description =
                    "Parquet: `snappy`, `gzip`, `zstd`, `uncompressed`. ORC: `snappy`, `zlib`,"
                            + " `none`. Default: snappy")
    private Optional<String> compression = Optional.empty();

    @Option(
            names = "--block-size",
            paramLabel = "MIB",
            description = "Size of row groups (Parquet) or stripes (ORC). Default: 256 and 64")
    private Optional<Integer> blockMib = Optional.empty();

    @Option(
            names = "--page-size",
            paramLabel = "KIB",
            description = "Size of Parquet's pages. Default: 1024")
    private Optional<Integer> pageKib = Optional.empty();

    @Option(
            names = "--writer-version",
            paramLabel = "V",
            description = "Parquet: `1` or `2`, default 1. ORC: `0.11` or `0.12`, default 0.12")
    private Optional<String> version = Optional.empty();

    @Option(names = "--no-dictionary", description = "Write no dictionaries into Parquet files.")
    private boolean noDictionary;

    @Option(
            names = "--int64-timestamps",
            description =
                    "Write Parquet timestamps as microseconds in INT64 instead of Hive's INT96.")
    private boolean int64Timestamps;

    @Option(
            names = "--bloom-filter",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns of ORC files that get a bloom filter.")
    private List<String> bloomFilterColumns = List.of();

    FileFormat format() {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "parquet" -> parquet();
            case "orc" -> orc();
            default -> throw usage("--format must be parquet or orc but was " + format);
        };
    }

    private FileFormat parquet() {
        if (!bloomFilterColumns.isEmpty()) {
            throw usage("--bloom-filter is for --format orc");
        }
        FileFormat.Parquet defaults = FileFormat.Parquet.DEFAULTS;
        return new FileFormat.Parquet(
                compression(FileFormat.Parquet.Compression.class, defaults.compression()),
                switch (version.orElse("1")) {
                    case "1" -> FileFormat.Parquet.Version.V1;
                    case "2" -> FileFormat.Parquet.Version.V2;
                    default -> throw wrongVersion("1 or 2");
                },
                int64Timestamps
                        ? FileFormat.Parquet.Timestamps.INT64_MICROS
                        : defaults.timestamps(),
                blockBytes().orElse(defaults.blockBytes()),
                pageBytes().orElse(defaults.pageBytes()),
                !noDictionary,
                defaults.paddingBytesMax());
    }

    private FileFormat orc() {
        if (pageKib.isPresent() || noDictionary || int64Timestamps) {
            throw usage(
                    "--page-size, --no-dictionary and --int64-timestamps are for --format"
                            + " parquet");
        }
        FileFormat.Orc defaults = FileFormat.Orc.DEFAULTS;
        return new FileFormat.Orc(
                compression(FileFormat.Orc.Compression.class, defaults.compression()),
                switch (version.orElse("0.12")) {
                    case "0.11" -> FileFormat.Orc.Version.V0_11;
                    case "0.12" -> FileFormat.Orc.Version.V0_12;
                    default -> throw wrongVersion("0.11 or 0.12");
                },
                blockBytes().orElse(defaults.stripeBytes()),
                defaults.blockBytes(),
                defaults.rowIndexStride(),
                defaults.padding(),
                defaults.paddingTolerance(),
                bloomFilterColumns,
                defaults.bloomFilterFalsePositives(),
                defaults.dictionaryKeyThreshold());
    }

    private <T extends Enum<T>> T compression(Class<T> names, T fallback) {
        if (compression.isEmpty()) {
            return fallback;
        }
        for (T each : names.getEnumConstants()) {
            if (each.name().equalsIgnoreCase(compression.get())) {
                return each;
            }
        }
        String known =
                Arrays.stream(names.getEnumConstants())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        throw usage(
                "--compression of %s must be one of %s but was %s"
                        .formatted(format, known, compression.get()));
    }

    private Optional<Long> blockBytes() {
        return blockMib.map(
                mib -> {
                    if (mib < 1 || mib > MIB_MAX) {
                        throw usage("--block-size must be 1 to " + MIB_MAX + " but was " + mib);
                    }
                    return mib * MIB;
                });
    }

    private Optional<Integer> pageBytes() {
        return pageKib.map(
                kib -> {
                    if (kib < 1 || kib > PAGE_KIB_MAX) {
                        throw usage("--page-size must be 1 to " + PAGE_KIB_MAX + " but was " + kib);
                    }
                    return kib * 1024;
                });
    }

    private ParameterException wrongVersion(String versions) {
        return usage(
                "--writer-version of %s must be %s but was %s"
                        .formatted(format, versions, version.orElse("")));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
