package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.catalog.table.TableName;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.TableReference;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Data format conversion as it is configured: what is refused, what is described, what the engine
/// is told.
class ConversionConfigurationTest {
    private static final String NOT_FOUND =
            "The specified table/database could not be found. Please ensure that the table/database"
                + " exists and that the values provided in the schema configuration are correct,"
                + " especially with regards to casing. Table %s not found. (Service: AWSGlue;"
                + " Status Code: 400; Error Code: EntityNotFoundException; Proxy: null)";
    private static final String OPENX = "'OpenXJsonSerDe':{}";
    private static final String PARQUET = "'ParquetSerDe':{}";
    private static final String SCHEMA =
            "'RoleARN':'" + FirehoseHarness.ROLE + "','DatabaseName':'db','TableName':'trips'";

    private final FirehoseHarness firehose = new FirehoseHarness();

    @BeforeEach
    void makeTables() {
        put("trips", "n bigint, note string");
        put("Odd", "n bigint, when timestamp, s set<int>");
        put("twice", "n bigint, N string");
        put("empty", "");
        put("wide", "n struct<" + "m".repeat(300_000) + ":int>");
        firehose.tables.put(
                name("typo"), "n bigint", Map.of("hydrant.parquet.timestamps", "int128"));
        firehose.tables.put(
                name("slow"), "n bigint", Map.of("hydrant.parquet.compression", "brotli"));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(OPENX, PARQUET, schema("nowhere"), NOT_FOUND.formatted("db.nowhere")),
                Arguments.of(
                        OPENX,
                        PARQUET,
                        SCHEMA + ",'VersionId':'7'",
                        NOT_FOUND.formatted("db.trips version 7")),
                Arguments.of(
                        OPENX,
                        PARQUET,
                        SCHEMA + ",'Region':'eu-west-2'",
                        NOT_FOUND.formatted("db.trips")),
                Arguments.of(
                        OPENX,
                        PARQUET,
                        SCHEMA + ",'CatalogId':'catalog'",
                        NOT_FOUND.formatted("db.trips")),
                Arguments.of(
                        OPENX,
                        PARQUET,
                        schema("odd"),
                        "Table db.odd has the column 's' of type 'set<int>', which cannot be"
                                + " converted: no type 'set'."),
                Arguments.of(
                        OPENX,
                        PARQUET,
                        schema("twice"),
                        "Table db.twice has the columns 'n' and 'N', which differ at most in"
                                + " case."),
                Arguments.of(
                        OPENX,
                        PARQUET,
                        schema("wide"),
                        "Table db.wide has columns whose names and types take 300013 bytes; at most"
                                + " 262144 can be converted."),
                Arguments.of(OPENX, PARQUET, schema("empty"), "Table db.empty has no columns."),
                Arguments.of(
                        OPENX,
                        PARQUET,
                        schema("typo"),
                        "Table db.typo has the parameter hydrant.parquet.timestamps with the value"
                                + " 'int128', which must be int96 or int64."),
                Arguments.of(
                        OPENX,
                        PARQUET,
                        schema("slow"),
                        "Table db.slow has the parameter hydrant.parquet.compression with the"
                                + " value 'brotli', which must be zstd."),
                Arguments.of(
                        OPENX,
                        "'OrcSerDe':{'BloomFilterColumns':['NOTE','nope']}",
                        SCHEMA,
                        "OrcSerDe.BloomFilterColumns names 'nope', which is no column of"
                                + " db.trips."),
                Arguments.of(
                        "'HiveJsonSerDe':{'TimestampFormats':['millis','QQQ']}",
                        PARQUET,
                        schema("nowhere"),
                        "One or more SerDe options are invalid for"
                            + " org.apache.hcatalog.data.JsonSerDe: [Key: timestamp.formats Value:"
                            + " QQQ]"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhatIsWrong(String input, String output, String schema, String message) {
        assertThat(create(conversion(input, output, schema)).error())
                .isEqualTo("InvalidArgumentException: " + message);
    }

    @Test
    void constraintsOfTheModelComeFirst() {
        String serializer = "'ParquetSerDe':{'BlockSizeBytes':1,'Compression':'ZSTD'}";
        assertThat(create(conversion(OPENX, serializer, schema("nowhere"))).error())
                .startsWith("ValidationException: 2 validation errors detected: ");
    }

    @Test
    void describesWhatWasSentAndTheLargerBuffer() {
        String conversion = conversion(OPENX, PARQUET, SCHEMA);
        firehose.createStream("clicks", conversion);
        assertThat(firehose.describeExtendedS3("clicks").get("DataFormatConversionConfiguration"))
                .isEqualTo(
                        FirehoseHarness.json(
                                conversion
                                        .replace("'DataFormatConversionConfiguration':", "")
                                        .replaceFirst("\\{", "{'Enabled':true,")));
        assertThat(firehose.describeExtendedS3("clicks").get("BufferingHints"))
                .isEqualTo(FirehoseHarness.json("{'SizeInMBs':128,'IntervalInSeconds':300}"));
    }

    @Test
    void fillsInTheDefaultsOfTheService() {
        firehose.createStream("clicks", conversion(OPENX, PARQUET, SCHEMA));
        TableReference table =
                new TableReference(
                        "111122223333", "eu-west-1", "db", "trips", "LATEST", FirehoseHarness.ROLE);
        assertThat(firehose.plan("clicks").conversion())
                .contains(
                        new Conversion(
                                table, JsonDialect.OpenX.DEFAULTS, FileFormat.Parquet.DEFAULTS));
        firehose.createStream("views", conversion("'HiveJsonSerDe':{}", "'OrcSerDe':{}", SCHEMA));
        assertThat(firehose.plan("views").conversion())
                .contains(
                        new Conversion(
                                table, new JsonDialect.Hive(List.of()), FileFormat.Orc.DEFAULTS));
    }

    @Test
    void handsEveryParameterOn() {
        firehose.createStream(
                "clicks",
                conversion(
                        "'OpenXJsonSerDe':{'CaseInsensitive':false,"
                                + "'ConvertDotsInJsonKeysToUnderscores':true,"
                                + "'ColumnToJsonKeyMappings':{'n':'number'}}",
                        "'ParquetSerDe':{'BlockSizeBytes':67108864,'PageSizeBytes':65536,"
                                + "'Compression':'GZIP','EnableDictionaryCompression':false,"
                                + "'MaxPaddingBytes':7,'WriterVersion':'V2'}",
                        SCHEMA
                                + ",'VersionId':'0','Region':'eu-west-1','CatalogId':'111122223333'"));
        Conversion first = firehose.plan("clicks").conversion().orElseThrow();
        assertThat(first.table().versionId()).isEqualTo("0");
        assertThat(first.dialect())
                .isEqualTo(new JsonDialect.OpenX(false, true, Map.of("n", "number")));
        assertThat(first.format())
                .isEqualTo(
                        new FileFormat.Parquet(
                                FileFormat.Parquet.Compression.GZIP,
                                FileFormat.Parquet.Version.V2,
                                FileFormat.Parquet.Timestamps.INT96,
                                64 << 20,
                                65_536,
                                false,
                                7));
        firehose.createStream(
                "views",
                conversion(
                        "'HiveJsonSerDe':{'TimestampFormats':['millis']}",
                        "'OrcSerDe':{'StripeSizeBytes':8388608,'BlockSizeBytes':67108864,"
                                + "'RowIndexStride':1000,'EnablePadding':true,"
                                + "'PaddingTolerance':0.5,'Compression':'NONE',"
                                + "'BloomFilterColumns':['note'],"
                                + "'BloomFilterFalsePositiveProbability':0.25,"
                                + "'DictionaryKeyThreshold':1.0,'FormatVersion':'V0_11'}",
                        SCHEMA));
        Conversion second = firehose.plan("views").conversion().orElseThrow();
        assertThat(second.dialect()).isEqualTo(new JsonDialect.Hive(List.of("millis")));
        assertThat(second.format())
                .isEqualTo(
                        new FileFormat.Orc(
                                FileFormat.Orc.Compression.NONE,
                                FileFormat.Orc.Version.V0_11,
                                8 << 20,
                                64 << 20,
                                1_000,
                                true,
                                0.5,
                                List.of("note"),
                                0.25,
                                1));
    }

    @Test
    void aDelimiterHasNoEffectOnRows() {
        firehose.createStream(
                "clicks",
                conversion(OPENX, PARQUET, SCHEMA)
                        + ",'ProcessingConfiguration':{'Enabled':true,'Processors':"
                        + "[{'Type':'AppendDelimiterToRecord'}]}");
        assertThat(firehose.plan("clicks").appendDelimiter()).isFalse();
    }

    @Test
    void aDisabledConversionIsKeptAndDoesNothing() {
        firehose.createStream(
                "clicks",
                conversion(OPENX, PARQUET, schema("nowhere"))
                        .replaceFirst("\\{", "{'Enabled':false,"));
        assertThat(firehose.plan("clicks").conversion()).isEmpty();
    }

    @Test
    void anUpdateIsCheckedLikeACreation() {
        firehose.createStream("clicks", conversion(OPENX, PARQUET, SCHEMA));
        assertThat(update("1", "'TableName':'nowhere'").error())
                .isEqualTo("InvalidArgumentException: " + NOT_FOUND.formatted("db.nowhere"));
        firehose.tables.put(name("fares"), "fare double");
        assertThat(update("1", "'TableName':'fares','VersionId':'0'").status()).isEqualTo(200);
        Conversion conversion = firehose.plan("clicks").conversion().orElseThrow();
        assertThat(conversion.table().table()).isEqualTo("fares");
        assertThat(conversion.table().versionId()).isEqualTo("0");
        assertThat(firehose.plan("clicks").versionId()).isEqualTo(2);
    }

    private FirehoseHarness.Answer update(String version, String schema) {
        return firehose.call(
                "UpdateDestination",
                "{'DeliveryStreamName':'clicks','CurrentDeliveryStreamVersionId':'"
                        + version
                        + "','DestinationId':'destinationId-000000000001',"
                        + "'ExtendedS3DestinationUpdate':{'DataFormatConversionConfiguration':"
                        + "{'SchemaConfiguration':{"
                        + schema
                        + "}}}}");
    }

    private FirehoseHarness.Answer create(String members) {
        return firehose.call(
                "CreateDeliveryStream",
                "{'DeliveryStreamName':'clicks','ExtendedS3DestinationConfiguration':"
                        + FirehoseHarness.s3(members)
                        + "}");
    }

    private void put(String table, String columns) {
        firehose.tables.put(name(table), columns);
    }

    private static TableName name(String table) {
        return new TableName(new AccountId("111122223333"), new Region("eu-west-1"), "db", table);
    }

    private static String schema(String table) {
        return SCHEMA.replace("trips", table);
    }

    private static String conversion(String input, String output, String schema) {
        return "'DataFormatConversionConfiguration':{'SchemaConfiguration':{"
                + schema
                + "},'InputFormatConfiguration':{'Deserializer':{"
                + input
                + "}},'OutputFormatConfiguration':{'Serializer':{"
                + output
                + "}}}";
    }
}
