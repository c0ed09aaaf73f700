package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.plan.TableReference;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.json.JsonDialect;

import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.Deserializer;
import software.amazon.awssdk.services.firehose.model.OpenXJsonSerDe;
import software.amazon.awssdk.services.firehose.model.OrcSerDe;
import software.amazon.awssdk.services.firehose.model.ParquetSerDe;
import software.amazon.awssdk.services.firehose.model.SchemaConfiguration;
import software.amazon.awssdk.services.firehose.model.Serializer;

import java.util.Optional;

/// What a valid data format conversion means, defaults filled in.
///
/// Source: Firehose API Reference, Deserializer, Serializer and SchemaConfiguration. Whether
/// Parquet columns are written by dictionary without a word about it is not documented: they are,
/// where it pays.
final class ConversionPlans {
    private ConversionPlans() {}

    /// Empty when it is not enabled.
    static Optional<Conversion> of(StreamId stream, DataFormatConversionConfiguration given) {
        return given.enabled()
                ? Optional.of(
                        new Conversion(
                                table(stream, given.schemaConfiguration()),
                                dialect(given.inputFormatConfiguration().deserializer()),
                                format(given.outputFormatConfiguration().serializer())))
                : Optional.empty();
    }

    private static TableReference table(StreamId stream, SchemaConfiguration schema) {
        return new TableReference(
                given(schema.catalogId(), stream.account().value()),
                given(schema.region(), stream.region().value()),
                schema.databaseName(),
                schema.tableName(),
                given(schema.versionId(), TableReference.LATEST),
                schema.roleARN());
    }

    private static JsonDialect dialect(Deserializer given) {
        if (given.hiveJsonSerDe() != null) {
            return new JsonDialect.Hive(given.hiveJsonSerDe().timestampFormats());
        }
        OpenXJsonSerDe openX = given.openXJsonSerDe();
        return new JsonDialect.OpenX(
                given(openX.caseInsensitive(), JsonDialect.OpenX.DEFAULTS.caseInsensitive()),
                given(
                        openX.convertDotsInJsonKeysToUnderscores(),
                        JsonDialect.OpenX.DEFAULTS.dotsToUnderscores()),
                openX.columnToJsonKeyMappings());
    }

    private static FileFormat format(Serializer given) {
        return given.parquetSerDe() != null ? parquet(given.parquetSerDe()) : orc(given.orcSerDe());
    }

    private static FileFormat.Parquet parquet(ParquetSerDe given) {
        FileFormat.Parquet defaults = FileFormat.Parquet.DEFAULTS;
        return new FileFormat.Parquet(
                Optional.ofNullable(given.compression())
                        .map(c -> FileFormat.Parquet.Compression.valueOf(c.toString()))
                        .orElse(defaults.compression()),
                Optional.ofNullable(given.writerVersion())
                        .map(v -> FileFormat.Parquet.Version.valueOf(v.toString()))
                        .orElse(defaults.version()),
                defaults.timestamps(),
                Optional.ofNullable(given.blockSizeBytes())
                        .map(Integer::longValue)
                        .orElse(defaults.blockBytes()),
                given(given.pageSizeBytes(), defaults.pageBytes()),
                given(given.enableDictionaryCompression(), defaults.dictionary()),
                given(given.maxPaddingBytes(), defaults.paddingBytesMax()));
    }

    private static FileFormat.Orc orc(OrcSerDe given) {
        FileFormat.Orc defaults = FileFormat.Orc.DEFAULTS;
        return new FileFormat.Orc(
                Optional.ofNullable(given.compression())
                        .map(c -> FileFormat.Orc.Compression.valueOf(c.toString()))
                        .orElse(defaults.compression()),
                Optional.ofNullable(given.formatVersion())
                        .map(v -> FileFormat.Orc.Version.valueOf(v.toString()))
                        .orElse(defaults.version()),
                Optional.ofNullable(given.stripeSizeBytes())
                        .map(Integer::longValue)
                        .orElse(defaults.stripeBytes()),
                Optional.ofNullable(given.blockSizeBytes())
                        .map(Integer::longValue)
                        .orElse(defaults.blockBytes()),
                given(given.rowIndexStride(), defaults.rowIndexStride()),
                given(given.enablePadding(), defaults.padding()),
                given(given.paddingTolerance(), defaults.paddingTolerance()),
                given.bloomFilterColumns(),
                given(
                        given.bloomFilterFalsePositiveProbability(),
                        defaults.bloomFilterFalsePositives()),
                given(given.dictionaryKeyThreshold(), defaults.dictionaryKeyThreshold()));
    }

    private static <T> T given(T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
