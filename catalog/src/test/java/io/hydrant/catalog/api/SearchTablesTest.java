package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class SearchTablesTest {
    private final GlueHarness glue = new GlueHarness();

    @BeforeEach
    void createTables() {
        for (String database : List.of("a", "b")) {
            glue.ask("CreateDatabase", "{'DatabaseInput':{'Name':'" + database + "'}}");
            for (String table : List.of("trips", "zones")) {
                glue.ask(
                        "CreateTable",
                        ("{'DatabaseName':'%s','TableInput':{'Name':'%s','Description':'Taxi %s of"
                             + " %s','Owner':'%s','Parameters':{'classification':'parquet'},'StorageDescriptor':{'Columns':[{'Name':'id','Comment':'the"
                             + " key'}]}}}")
                                .formatted(database, table, table, database, database));
            }
        }
    }

    private List<String> search(String members) {
        return glue.askAll("SearchTables", "'MaxResults':1" + members, "TableList").stream()
                .map(table -> table.get("DatabaseName").asText() + "." + table.get("Name").asText())
                .toList();
    }

    @Test
    void textsAreFoundAnywhereInATable() {
        assertThat(search("")).containsExactly("a.trips", "a.zones", "b.trips", "b.zones");
        assertThat(search(",'SearchText':'TRIPS'")).containsExactly("a.trips", "b.trips");
        assertThat(search(",'SearchText':'zones of b'")).containsExactly("b.zones");
        assertThat(search(",'SearchText':'the key'")).hasSize(4);
        assertThat(search(",'SearchText':'nothing'")).isEmpty();
    }

    @Test
    void everyFilterMustHold() {
        assertThat(search(",'Filters':[{'Key':'DatabaseName','Value':'b'}]"))
                .containsExactly("b.trips", "b.zones");
        assertThat(
                        search(
                                ",'Filters':[{'Key':'classification','Value':'parquet'},{'Key':'Name','Value':'zo'}]"))
                .containsExactly("a.zones", "b.zones");
        assertThat(
                        search(
                                ",'Filters':[{'Key':'UpdateTime','Value':'2027-01-01T00:00:00Z','Comparator':'GREATER_THAN'}]"))
                .isEmpty();
        assertThat(glue.refusal("SearchTables", "{'Filters':[{'Key':'Name'}]}"))
                .startsWith("InvalidInputException: A filter must have Key and Value");
    }

    @Test
    void tablesAreSortedByAProperty() {
        assertThat(search(",'SortCriteria':[{'FieldName':'Name','Sort':'DESC'}]"))
                .containsExactly("a.zones", "b.zones", "a.trips", "b.trips");
        assertThat(glue.refusal("SearchTables", "{'SortCriteria':[{'Sort':'ASC'}]}"))
                .isEqualTo("InvalidInputException: SortCriteria must have a FieldName.");
    }

    @Test
    void nobodyElseSharesTables() {
        assertThat(search(",'ResourceShareType':'FOREIGN'")).isEmpty();
    }
}
