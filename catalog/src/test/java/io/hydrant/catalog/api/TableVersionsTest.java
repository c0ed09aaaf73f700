package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableLookup;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersion;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class TableVersionsTest {
    private static final TableName TRIPS =
            new TableName(GlueHarness.ACCOUNT_ID, GlueHarness.REGION, "DB", "Trips");

    private final GlueHarness glue = new GlueHarness();

    @BeforeEach
    void createTable() {
        glue.createTrips();
    }

    private void update(String members) {
        glue.ask("UpdateTable", request(members));
    }

    private static String request(String members) {
        return "{'DatabaseName':'db','TableInput':{'Name':'trips','Owner':'o'}" + members + "}";
    }

    private JsonNode table() {
        return glue.ask("GetTable", "{'DatabaseName':'db','Name':'trips'}").get("Table");
    }

    private List<String> versions() {
        return glue
                .askAll(
                        "GetTableVersions",
                        "'DatabaseName':'db','TableName':'trips','MaxResults':2",
                        "TableVersions")
                .stream()
                .map(version -> version.get("VersionId").asText())
                .toList();
    }

    @Test
    void anUpdateReplacesTheTableAndKeepsItsOrigin() {
        glue.clock.advance(Duration.ofSeconds(10));
        update("");
        JsonNode table = table();
        assertThat(table.get("VersionId").asText()).isEqualTo("1");
        assertThat(table.get("Owner").asText()).isEqualTo("o");
        assertThat(table.has("StorageDescriptor")).isFalse();
        assertThat(table.has("PartitionKeys")).isFalse();
        assertThat(table.get("CreateTime").asDouble()).isEqualTo(1767225600.25);
        assertThat(table.get("UpdateTime").asDouble()).isEqualTo(1767225610.25);
        assertThat(table.get("CreatedBy").asText()).isEqualTo("arn:aws:iam::111122223333:root");
    }

    @Test
    void olderVersionsAreArchivedUnlessThatIsSkipped() {
        update("");
        update(",'SkipArchive':true");
        update(",'SkipArchive':false");
        update("");
        assertThat(versions()).containsExactly("4", "3", "2", "0");
        JsonNode first =
                glue.ask(
                        "GetTableVersion",
                        "{'DatabaseName':'db','TableName':'trips','VersionId':'0'}");
        assertThat(first.at("/TableVersion/Table/StorageDescriptor/Location").asText())
                .isEqualTo("s3://b/trips/");
        assertThat(first.at("/TableVersion/VersionId").asText()).isEqualTo("0");
        assertThat(
                        glue.ask("GetTableVersion", "{'DatabaseName':'db','TableName':'trips'}")
                                .at("/TableVersion/VersionId")
                                .asText())
                .isEqualTo("4");
        for (String gone : List.of("1", "5", "-1", "00", "x", "99999999999999999999")) {
            assertThat(
                            glue.refusal(
                                    "GetTableVersion",
                                    "{'DatabaseName':'db','TableName':'trips','VersionId':'%s'}"
                                            .formatted(gone)))
                    .isEqualTo(
                            "EntityNotFoundException: Version %s of table trips not found."
                                    .formatted(gone));
        }
    }

    @Test
    void anUpdateFromAnOlderVersionIsRefused() {
        update(",'VersionId':'0'");
        assertThat(glue.refusal("UpdateTable", request(",'VersionId':'0'")))
                .isEqualTo(
                        "ConcurrentModificationException: Update table failed due to concurrent"
                            + " modifications: table db.trips is at version 1, the update was made"
                            + " from version 0.");
        assertThat(glue.refusal("UpdateTable", request(",'VersionId':'nonsense'")))
                .startsWith("ConcurrentModificationException");
        update(",'VersionId':'1'");
        assertThat(table().get("VersionId").asText()).isEqualTo("2");
    }

    @Test
    void ofConcurrentUpdatesOneWinsEachVersion() throws Exception {
        int writers = 8;
        int updates = 15;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> wins = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                wins.add(pool.submit(() -> updateTimes(updates)));
            }
            for (Future<Integer> one : wins) {
                assertThat(one.get()).isEqualTo(updates);
            }
        }
        assertThat(table().get("VersionId").asText()).isEqualTo("" + writers * updates);
        assertThat(versions()).hasSize(writers * updates + 1);
    }

    private int updateTimes(int times) {
        int won = 0;
        while (won < times) {
            String version = table().get("VersionId").asText();
            GlueHarness.Answer answer =
                    glue.call("UpdateTable", request(",'VersionId':'" + version + "'"));
            if (answer.status() == 200) {
                won++;
            } else {
                assertThat(answer.error()).startsWith("ConcurrentModificationException");
            }
        }
        return won;
    }

    @Test
    void olderVersionsAreDeletedAndTheNewestIsNot() {
        update("");
        update("");
        update("");
        glue.ask("DeleteTableVersion", "{'DatabaseName':'db','TableName':'trips','VersionId':'1'}");
        assertThat(versions()).containsExactly("3", "2", "0");
        assertThat(
                        glue.refusal(
                                "DeleteTableVersion",
                                "{'DatabaseName':'db','TableName':'trips','VersionId':'3'}"))
                .isEqualTo(
                        "InvalidInputException: Version 3 is the newest of table trips and cannot"
                                + " be deleted.");
        JsonNode errors =
                glue.ask(
                                "BatchDeleteTableVersion",
                                "{'DatabaseName':'db','TableName':'trips','VersionIds':['0','1','3']}")
                        .get("Errors");
        assertThat(GlueHarness.texts(errors, "VersionId")).containsExactly("1", "3");
        assertThat(errors.at("/0/ErrorDetail/ErrorCode").asText())
                .isEqualTo("EntityNotFoundException");
        assertThat(versions()).containsExactly("3", "2");
    }

    @Test
    void aTableKeepsItsName() {
        assertThat(
                        glue.refusal(
                                "UpdateTable",
                                "{'DatabaseName':'db','Name':'trips','TableInput':{'Name':'other'}}"))
                .startsWith("InvalidInputException: Name is trips but TableInput.Name is other");
    }

    @Test
    void otherFeaturesFindTheNewestVersionAndThatOfANumber() {
        TableLookup lookup = glue.catalog.lookup();
        TableVersion first =
                new TableVersion(
                        TRIPS,
                        "0",
                        List.of(new TableColumn("id", "bigint")),
                        List.of(
                                new TableColumn("year", "string"),
                                new TableColumn("month", "string")),
                        Optional.of("s3://b/trips/"),
                        Map.of());
        assertThat(lookup.latest(TRIPS)).contains(first);
        update("");
        assertThat(lookup.latest(TRIPS).orElseThrow().versionId()).isEqualTo("1");
        assertThat(lookup.latest(TRIPS).orElseThrow().columns()).isEmpty();
        assertThat(lookup.version(TRIPS, "0")).contains(first);
        assertThat(lookup.version(TRIPS, "1")).isEqualTo(lookup.latest(TRIPS));
        assertThat(lookup.version(TRIPS, "2")).isEmpty();
        assertThat(lookup.version(TRIPS, "nonsense")).isEmpty();
        glue.ask("DeleteDatabase", "{'Name':'db'}");
        assertThat(lookup.latest(TRIPS)).isEmpty();
        assertThat(lookup.version(TRIPS, "0")).isEmpty();
    }
}
