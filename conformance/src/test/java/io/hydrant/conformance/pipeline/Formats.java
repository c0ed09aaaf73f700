package io.hydrant.conformance.pipeline;

import io.hydrant.conformance.client.AwsClients;

import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.Deserializer;
import software.amazon.awssdk.services.firehose.model.OrcCompression;
import software.amazon.awssdk.services.firehose.model.SchemaConfiguration;
import software.amazon.awssdk.services.firehose.model.Serializer;

import java.util.function.Consumer;

/// Configurations of conversion by a table of the lake.
final class Formats {
    private Formats() {}

    /// JSON by OpenX into Parquet, as a console configures it: all defaults.
    ///
    /// @param version of the table
    static DataFormatConversionConfiguration parquet(String table, String version) {
        return of(
                schema(table).versionId(version).build(),
                input -> input.openXJsonSerDe(serde -> {}),
                output -> output.parquetSerDe(serde -> {}));
    }

    /// JSON by Hive's reader into ORC that is not compressed.
    static DataFormatConversionConfiguration orc(String table, String... timestampFormats) {
        return of(
                schema(table).build(),
                input -> input.hiveJsonSerDe(serde -> serde.timestampFormats(timestampFormats)),
                output -> output.orcSerDe(serde -> serde.compression(OrcCompression.NONE)));
    }

    static DataFormatConversionConfiguration off() {
        return DataFormatConversionConfiguration.builder().enabled(false).build();
    }

    private static SchemaConfiguration.Builder schema(String table) {
        return SchemaConfiguration.builder()
                .roleARN(Lake.ROLE)
                .databaseName(Lake.DATABASE)
                .tableName(table)
                .region(AwsClients.REGION.id());
    }

    private static DataFormatConversionConfiguration of(
            SchemaConfiguration schema,
            Consumer<Deserializer.Builder> reader,
            Consumer<Serializer.Builder> writer) {
        return DataFormatConversionConfiguration.builder()
                .enabled(true)
                .schemaConfiguration(schema)
                .inputFormatConfiguration(input -> input.deserializer(reader))
                .outputFormatConfiguration(output -> output.serializer(writer))
                .build();
    }
}
