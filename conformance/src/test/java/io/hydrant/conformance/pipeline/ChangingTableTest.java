package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.conformance.process.Await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.glue.model.Column;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What delivery streams make of tables that change, go and come back, and of tables that no file
/// can be made of.
class ChangingTableTest {
    private static final List<Column> SHORT =
            TaxiTable.columns("trip_id bigint", "total_amount double");
    private static final List<Column> LONGER = TaxiTable.with(SHORT, "vendor_id string");
    private static final List<byte[]> FIRST = TaxiTable.TRIPS.subList(0, 200);
    private static final List<byte[]> SECOND = TaxiTable.TRIPS.subList(200, 450);
    private static final List<byte[]> THIRD = TaxiTable.TRIPS.subList(450, 500);
    private static final String GONE =
            "The specified table/database could not be found. Please ensure that the"
                    + " table/database exists and that the values provided in the schema"
                    + " configuration are correct, especially with regards to casing.";

    @TempDir static Path folder;
    private static Lake lake;

    @BeforeAll
    static void openLake() {
        lake = new Lake(folder);
    }

    @AfterAll
    static void closeLake() {
        lake.close();
    }

    @Test
    void theNextObjectHasTheColumnsOfTheNewestVersionAndAFixedOneStays() {
        lake.createTable("growing", SHORT);
        lake.createStream("newest", Formats.parquet("growing", "LATEST"));
        lake.createStream("fixed", Formats.parquet("growing", "0"));
        deliver("newest", FIRST);
        deliver("fixed", FIRST);
        Map<String, byte[]> earlier = lake.objects("newest/");
        lake.updateTable("growing", LONGER);
        deliver("newest", SECOND);
        deliver("fixed", SECOND);

        assertThat(lake.objects("newest/")).containsAllEntriesOf(earlier).hasSize(2);
        assertThat(columnsByRows("newest"))
                .containsExactlyInAnyOrder(
                        List.of(200L, "trip_id,total_amount"),
                        List.of(250L, "trip_id,total_amount,vendor_id"));
        assertThat(DuckDb.rows(lake.download("newest/"), LONGER).subList(200, 450))
                .isEqualTo(TaxiTable.rows(SECOND, LONGER));
        assertThat(columnsByRows("fixed"))
                .containsExactlyInAnyOrder(
                        List.of(200L, "trip_id,total_amount"),
                        List.of(250L, "trip_id,total_amount"));
        assertThat(DuckDb.rows(lake.download("fixed/"), SHORT))
                .isEqualTo(TaxiTable.rows(TaxiTable.TRIPS.subList(0, 450), SHORT));
    }

    @Test
    void recordsGoToTheErrorsWhileTheirTableIsGone() {
        lake.createTable("going", SHORT);
        lake.createStream("lost", Formats.parquet("going", "LATEST"));
        deliver("lost", FIRST);
        lake.glue.deleteTable(delete -> delete.databaseName(Lake.DATABASE).name("going"));
        deliver("lost", SECOND);
        lake.createTable("going", LONGER);
        deliver("lost", THIRD);

        List<ErrorLine> lines = ErrorLine.of(lake.objects("losterror/").values());
        assertThat(lines)
                .allSatisfy(
                        line -> {
                            assertThat(line.code()).isEqualTo("EntityNotFound");
                            assertThat(line.message()).startsWith(GONE);
                        })
                .extracting(line -> text(line.rawData()))
                .containsExactlyElementsOf(SECOND.stream().map(ChangingTableTest::text).toList());
        List<List<Object>> rows = DuckDb.rows(lake.download("lost/"), LONGER);
        assertThat(rows).hasSize(FIRST.size() + THIRD.size());
        assertThat(rows.subList(FIRST.size(), rows.size()))
                .isEqualTo(TaxiTable.rows(THIRD, LONGER));
    }

    @Test
    void recordsThatAKilledServerHadTakenAreRowsOnce() {
        lake.createTable("surviving", LONGER);
        lake.createStream("killed", Formats.parquet("surviving", "LATEST"));
        deliver("killed", FIRST);
        lake.put("killed", SECOND);
        lake.killAndRestart();
        deliver("killed", THIRD);

        assertThat(DuckDb.rows(lake.download("killed/"), LONGER))
                .isEqualTo(TaxiTable.rows(TaxiTable.TRIPS.subList(0, 500), LONGER));
        assertThat(lake.objects("killederror/")).isEmpty();
    }

    @Test
    void conversionIsSwitchedOffAndOnAgainByUpdates() {
        lake.createTable("switched", SHORT);
        lake.createStream("switching", Formats.parquet("switched", "LATEST"));
        deliver("switching", FIRST);
        update("switching", Formats.off());
        deliver("switching", SECOND);
        update("switching", Formats.orc("switched"));
        deliver("switching", THIRD);
        update("switching", Formats.parquet("switched", "LATEST"));
        deliver("switching", THIRD);

        Map<String, byte[]> objects = lake.objects("switching/");
        assertThat(objects.keySet()).filteredOn(key -> key.endsWith(".orc")).hasSize(1);
        assertThat(objects.keySet()).filteredOn(key -> key.endsWith(".parquet")).hasSize(2);
        objects.keySet().removeIf(key -> key.endsWith(".orc") || key.endsWith(".parquet"));
        StringBuilder expected = new StringBuilder();
        SECOND.forEach(record -> expected.append(text(record)));
        assertThat(objects.values())
                .singleElement()
                .satisfies(object -> assertThat(text(object)).isEqualTo(expected.toString()));
        List<List<Object>> rows = DuckDb.rows(lake.download("switching/"), SHORT);
        assertThat(rows.subList(0, FIRST.size())).isEqualTo(TaxiTable.rows(FIRST, SHORT));
        assertThat(rows.subList(FIRST.size(), rows.size())).isEqualTo(TaxiTable.rows(THIRD, SHORT));
    }

    @Test
    void aTableOfATypeThatIsNoneOfHivesIsRefusedByTheNameOfItsColumn() {
        lake.createTable("crawled", TaxiTable.with(SHORT, "labels set<string>"));
        assertThatThrownBy(
                        () -> lake.createStream("crawling", Formats.parquet("crawled", "LATEST")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("kinesislab.crawled")
                .hasMessageContaining("'labels'")
                .hasMessageContaining("'set<string>'");
        assertThatThrownBy(() -> describe("crawling"))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aTableThatIsNotThereIsRefusedInTheWordsOfTheService() {
        assertThatThrownBy(() -> lake.createStream("nothing", Formats.parquet("nowhere", "LATEST")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(
                        GONE
                                + " Table kinesislab.nowhere not found. (Service: AWSGlue; Status"
                                + " Code: 400; Error Code: EntityNotFoundException;");
    }

    @Test
    void anUpdateToATableThatIsNotThereIsRefusedAndChangesNothing() {
        lake.createTable("kept", SHORT);
        lake.createStream("keeping", Formats.parquet("kept", "LATEST"));
        DeliveryStreamDescription before = describe("keeping");
        assertThatThrownBy(() -> update("keeping", Formats.parquet("nowhere", "LATEST")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("EntityNotFoundException");
        assertThat(describe("keeping")).isEqualTo(before);
    }

    private static void deliver(String stream, List<byte[]> records) {
        lake.put(stream, records);
        lake.flush(stream);
    }

    private static void update(String stream, DataFormatConversionConfiguration conversion) {
        DeliveryStreamDescription before = describe(stream);
        lake.firehose.updateDestination(
                update ->
                        update.deliveryStreamName(stream)
                                .currentDeliveryStreamVersionId(before.versionId())
                                .destinationId(before.destinations().getFirst().destinationId())
                                .extendedS3DestinationUpdate(
                                        destination ->
                                                destination.dataFormatConversionConfiguration(
                                                        conversion)));
        Await.until(
                "the update of " + stream,
                Lake.LIMIT,
                () -> !describe(stream).versionId().equals(before.versionId()));
    }

    private static DeliveryStreamDescription describe(String stream) {
        return lake.firehose
                .describeDeliveryStream(get -> get.deliveryStreamName(stream))
                .deliveryStreamDescription();
    }

    /// Of each file below the stream's folder, how many rows and which columns it has.
    private static List<List<Object>> columnsByRows(String stream) {
        Path copy = lake.download(stream + "/");
        return DuckDb.query(
                """
                SELECT any_value(n.num_rows),
                    string_agg(s.name, ',' ORDER BY s.column_id)
                FROM parquet_file_metadata('%1$s/**/*.parquet') AS n
                JOIN parquet_schema('%1$s/**/*.parquet') AS s USING (file_name)
                WHERE s.num_children IS NULL
                GROUP BY file_name
                """
                        .formatted(copy));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
