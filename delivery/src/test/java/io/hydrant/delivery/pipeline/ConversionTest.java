package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Objects of a lane whose records are converted.
class ConversionTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final String HEADER = "n PARQUET SNAPPY INT96 33554432\n";
    private static final String ERRORS = "lake/format-conversion-failed/2026/11/20/10/";
    private static final String TABLE =
            "\"dataCatalogTable\":{\"catalogId\":\"000000000000\",\"databaseName\":\"db\","
                    + "\"tableName\":\"trips\",\"region\":\"eu-west-1\",\"versionId\":\"LATEST\","
                    + "\"roleArn\":\"arn:aws:iam::000000000000:role/fh\"}}\n";

    private final DeliverySimulation simulation = simulation(Plans.converting(Plans.plain()));

    @Test
    void makesAFileOfTheRecordsNamedAndMarkedAsTheServiceDoes() {
        simulation.put("{\"n\":1}", "{\"n\":2}{\"n\":3}").flush().runUntilIdle();
        assertThat(texts("lake/")).containsExactly(HEADER + "1\n2\n3\nend\n");
        String name = simulation.store.objects().keySet().iterator().next();
        assertThat(name)
                .matches("lake/2026/11/20/10/clicks-1-2026-11-20-10-00-00-[0-9a-f-]{36}\\.parquet");
        assertThat(simulation.store.attributes(name).contentType())
                .isEqualTo("application/octet-stream");
        assertThat(simulation.store.attributes(name).contentEncoding()).contains("hadoop-snappy");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void orcFilesHaveTheirExtensionAndNoEncoding() {
        DeliverySimulation orc = simulation(with(FileFormat.Orc.DEFAULTS));
        orc.put("{\"n\":1}").flush().runUntilIdle();
        String name = orc.store.objects().keySet().iterator().next();
        assertThat(name).endsWith(".orc");
        assertThat(orc.store.attributes(name).contentEncoding()).isEmpty();
        assertThat(text(orc.store.objects().get(name))).isEqualTo("n ORC SNAPPY\n1\nend\n");
    }

    @Test
    void aConfiguredExtensionReplacesThatOfFilesAndErrorsHaveNone() {
        DeliverySimulation named = simulation(extended(".data"));
        named.put("{\"n\":1}", "no").flush().runUntilIdle();
        assertThat(named.store.objects().keySet())
                .satisfiesExactlyInAnyOrder(
                        key -> assertThat(key).endsWith(".data"),
                        key -> assertThat(key).matches(".*-[0-9a-f]{12}").startsWith(ERRORS));
    }

    @Test
    void rejectedRecordsBecomeLinesOfOneErrorObject() {
        simulation.put("{\"n\":1}", "", "{\"n\":\"x\"}").advance(MINUTE);
        simulation.put("{\"n\":\"\u00e9").flush().runUntilIdle();
        assertThat(texts("lake/2026")).containsExactly(HEADER + "1\nend\n");
        String name = key(ERRORS);
        assertThat(name).matches(ERRORS + "clicks-1-2026-11-20-10-00-00-[0-9a-f-]{36}");
        assertThat(simulation.store.attributes(name).contentEncoding()).isEmpty();
        assertThat(texts(ERRORS))
                .containsExactly(
                        line(
                                                1795168800000L,
                                                "MalformedData",
                                                "The record was empty or contained only"
                                                        + " whitespace.")
                                        .formatted("", number(0, 1))
                                + line(
                                                1795168800000L,
                                                "MalformedData",
                                                "Data does not match the schema."
                                                        + " {\\\"n\\\":\\\"x\\\"}")
                                        .formatted(base64("{\"n\":\"x\"}"), number(0, 2))
                                + line(1795168860000L, "ParseError", "Encountered malformed JSON.")
                                        .formatted(base64("{\"n\":\"\u00e9"), number(1, 0)));
    }

    @Test
    void thereIsNoFileWhenAllAreRejectedAndNoErrorObjectWhenNoneIs() {
        simulation.put("no", "neither").flush().runUntilIdle();
        assertThat(simulation.store.objects().keySet()).singleElement().asString().contains(ERRORS);
        simulation.put("{\"n\":1}").flush().runUntilIdle();
        assertThat(simulation.store.objects()).hasSize(2);
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void newestVersionOfTheTableIsTakenForTheNextObjectAndAFixedOneStays() {
        DeliverySimulation fixed = simulation(Plans.converting(Plans.plain(), "0"));
        for (DeliverySimulation each : List.of(simulation, fixed)) {
            each.put("{\"n\":1}").flush().runUntilIdle();
            each.tables.put(Plans.TRIPS, "n bigint, fare double");
            each.put("{\"n\":2}").flush().runUntilIdle();
        }
        assertThat(texts("lake/"))
                .containsExactlyInAnyOrder(
                        HEADER + "1\nend\n", HEADER.replace("n ", "n,fare ") + "2\nend\n");
        assertThat(texts(fixed, "lake/"))
                .containsExactlyInAnyOrder(HEADER + "1\nend\n", HEADER + "2\nend\n");
    }

    @Test
    void anObjectThatWasBegunKeepsItsTableAcrossARestart() {
        simulation.store.failing(() -> Fault.REFUSED);
        simulation.put("{\"n\":1}", "no").flush().runUntilIdle();
        simulation.tables.drop(Plans.TRIPS);
        simulation.store.failing(() -> Fault.NONE);
        simulation.crash().advance(MINUTE).runUntilIdle();
        assertThat(texts("lake/2026")).containsExactly(HEADER + "1\nend\n");
        assertThat(texts(ERRORS))
                .singleElement()
                .asString()
                .contains("\"attemptEndingTimestamp\":1795168800000,");
    }

    @Test
    void everythingGoesToTheErrorsWhenTheTableIsGone() {
        simulation.tables.drop(Plans.TRIPS);
        simulation.put("{\"n\":1}").flush().runUntilIdle();
        assertThat(texts("lake/"))
                .containsExactly(
                        line(
                                        1795168800000L,
                                        "EntityNotFound",
                                        "The specified table/database could not be found. Please"
                                            + " ensure that the table/database exists and that the"
                                            + " values provided in the schema configuration are"
                                            + " correct, especially with regards to casing.")
                                .formatted(base64("{\"n\":1}"), number(0, 0)));
    }

    @Test
    void everythingGoesToTheErrorsWhenNoFilesCanBeMadeOfTheTableAnyMore() {
        simulation.tables.put(Plans.TRIPS, "n bigint, s set<int>");
        simulation.put("{\"n\":1}").flush().runUntilIdle();
        assertThat(texts("lake/"))
                .singleElement()
                .asString()
                .contains(
                        "\"DataFormatConversion.InvalidSchema\",\"lastErrorMessage\":\"Table"
                                + " db.trips has the column 's' of type 'set<int>', which cannot be"
                                + " converted: no type 'set'");
    }

    @Test
    void parametersOfTheTableChangeTheFile() {
        simulation.tables.put(
                Plans.TRIPS,
                "n bigint",
                Map.of(
                        "hydrant.parquet.compression",
                        "ZSTD",
                        "hydrant.parquet.timestamps",
                        "int64"));
        simulation.put("{\"n\":1}").flush().runUntilIdle();
        assertThat(texts("lake/"))
                .containsExactly("n PARQUET ZSTD INT64_MICROS 33554432\n1\nend\n");
    }

    @Test
    void aReaderThatFailsCostsOneRecordAndAWriterThatFailsAllOfTheObject() {
        simulation.put("{\"n\":1}", "{\"bomb\":1}", "{\"n\":2}").flush().runUntilIdle();
        assertThat(texts("lake/2026")).containsExactly(HEADER + "1\n2\nend\n");
        assertThat(texts(ERRORS))
                .singleElement()
                .asString()
                .contains(
                        "\"DataFormatConversion.ConversionFailureException\",\"lastErrorMessage\":\"The"
                            + " record could not be converted: IllegalStateException: bomb\"");
        simulation.tables.put(Plans.TRIPS, "n bigint, poison int");
        simulation.put("{\"n\":3}", "no").flush().runUntilIdle();
        assertThat(simulation.store.objects()).hasSize(3);
        assertThat(String.join("", texts(ERRORS)))
                .contains("\"rawData\":\"" + base64("{\"n\":3}") + "\"")
                .contains("IllegalStateException: poisoned");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void recordsThatNoFileWasMadeOfStayErrorsAcrossARestart() {
        simulation.formats.broken = true;
        simulation.put("{\"n\":1}", "no").flush();
        simulation.step();
        simulation.store.failing(() -> Fault.ANSWER_LOST);
        simulation.runUntilIdle();
        assertThat(texts(ERRORS)).singleElement().asString().hasLineCount(2);
        simulation.formats.broken = false;
        simulation.store.failing(() -> Fault.NONE);
        simulation.crash().advance(MINUTE).runUntilIdle();
        assertThat(texts("lake/2026")).isEmpty();
        assertThat(texts(ERRORS)).singleElement().asString().hasLineCount(2);
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void recordsThatAreInAFileDoNotBecomeErrorsWhenItCannotBeMadeAgain() {
        Iterator<Fault> faults = List.of(Fault.NONE, Fault.REFUSED).iterator();
        simulation.store.failing(faults::next);
        simulation.put("{\"n\":1}", "no").flush().runUntilIdle();
        simulation.store.failing(() -> Fault.NONE);
        simulation.formats.broken = true;
        simulation.advance(MINUTE).runUntilIdle();
        assertThat(texts(ERRORS)).isEmpty();
        assertThat(simulation.status().lastError().orElseThrow().message())
                .contains("is there already", "IllegalStateException: broken");
        simulation.formats.broken = false;
        simulation.advance(MINUTE).runUntilIdle();
        assertThat(texts("lake/2026")).containsExactly(HEADER + "1\nend\n");
        assertThat(texts(ERRORS)).singleElement().asString().hasLineCount(1);
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void withoutAReaderAllGoesToTheErrors() {
        simulation.tables.put(Plans.TRIPS, "n bigint, unreadable int");
        simulation.put("{\"n\":3}").flush().runUntilIdle();
        assertThat(texts("lake/"))
                .singleElement()
                .asString()
                .startsWith("{\"attemptsMade\":1")
                .contains("IllegalStateException: no reader");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void writesManyRowsInBatchesWithOneReader() {
        String[] records =
                IntStream.range(0, 500).mapToObj(n -> "{\"n\":" + n + "}").toArray(String[]::new);
        for (int i = 0; i < 80; i++) {
            simulation.put(records);
        }
        simulation.flush().runUntilIdle();
        assertThat(texts("lake/")).singleElement().asString().hasLineCount(40_002);
        simulation.put(records).flush().runUntilIdle();
        assertThat(simulation.formats.readers).isEqualTo(1);
    }

    @Test
    void countsAndLogsWhatBecameOfTheRecords() {
        simulation.put("{\"n\":1}", "no", "neither", "{}").flush().runUntilIdle();
        assertThat(simulation.telemetry.count("hydrant_delivery_converted_records_total"))
                .isEqualTo(1);
        assertThat(simulation.telemetry.count("hydrant_delivery_converted_bytes_total"))
                .isEqualTo(7);
        assertThat(simulation.telemetry.count("hydrant_delivery_conversion_failed_records_total"))
                .isEqualTo(3);
        assertThat(simulation.telemetry.count("hydrant_delivery_conversion_failed_bytes_total"))
                .isEqualTo(11);
        String stream = "{\"deliveryStreamARN\":\"" + Plans.STREAM + "\",";
        String rest =
                "\"destination\":\"arn:aws:s3:::lake\",\"deliveryStreamVersionId\":1,\"message\":";
        assertThat(simulation.errorLines)
                .containsExactly(
                        stream
                                + rest
                                + "\"Encountered malformed JSON. (the first of 2 records of one"
                                + " object)\",\"errorCode\":\"DataFormatConversion.ParseError\"}",
                        stream
                                + rest
                                + "\"Data does not match the schema. {}\",\"errorCode\":"
                                + "\"DataFormatConversion.MalformedData\"}");
    }

    @Test
    void theBackupIsNotConverted() {
        DeliverySimulation backed = simulation(Plans.converting(Plans.withBackup(Plans.plain())));
        backed.put("{\"n\":1}", "no").flush().runUntilIdle();
        assertThat(texts(backed, "backup/raw/")).containsExactly("{\"n\":1}no");
        assertThat(backed.store.objects()).hasSize(3);
    }

    private static DeliverySimulation simulation(DeliveryPlan plan) {
        DeliverySimulation simulation = new DeliverySimulation(plan, 1);
        simulation.tables.put(Plans.TRIPS, "n bigint");
        return simulation;
    }

    private static DeliveryPlan with(FileFormat format) {
        DeliveryPlan plan = Plans.converting(Plans.plain());
        Conversion conversion = plan.conversion().orElseThrow();
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId(),
                plan.source(),
                false,
                plan.main(),
                plan.backup(),
                Optional.of(new Conversion(conversion.table(), conversion.dialect(), format)));
    }

    private static DeliveryPlan extended(String extension) {
        DeliveryPlan plan = Plans.converting(Plans.plain());
        S3Sink main = plan.main();
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId(),
                plan.source(),
                false,
                new S3Sink(
                        main.bucket(),
                        main.prefix(),
                        main.errorPrefix(),
                        main.hints(),
                        main.compression(),
                        Optional.of(extension),
                        main.zone(),
                        main.kmsKeyArn(),
                        main.errorLog()),
                plan.backup(),
                plan.conversion());
    }

    /// A line with places for the data and the number.
    private static String line(long arrivalMillis, String code, String message) {
        return "{\"attemptsMade\":1,\"arrivalTimestamp\":"
                + arrivalMillis
                + ",\"lastErrorCode\":\"DataFormatConversion."
                + code
                + "\",\"lastErrorMessage\":\""
                + message
                + "\",\"attemptEndingTimestamp\":"
                + (code.equals("EntityNotFound") ? 1795168800000L : 1795168860000L)
                + ",\"rawData\":\"%s\",\"sequenceNumber\":\"%s\",\"subSequenceNumber\":0,"
                + TABLE;
    }

    private static String number(long frame, int record) {
        return SequenceNumber.of(
                        0,
                        new ShardId(0),
                        new RecordPosition(frame, record),
                        frame == 0 ? 1795168800L : 1795168860L)
                .toString();
    }

    private static String base64(String record) {
        return Base64.getEncoder().encodeToString(record.getBytes(StandardCharsets.UTF_8));
    }

    private String key(String prefix) {
        return simulation.store.objects().keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    private List<String> texts(String prefix) {
        return texts(simulation, prefix);
    }

    private static List<String> texts(DeliverySimulation of, String prefix) {
        return of.store.objects().entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> text(object.getValue()))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
