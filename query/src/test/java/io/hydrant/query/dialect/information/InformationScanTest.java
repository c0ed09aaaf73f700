package io.hydrant.query.dialect.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.catalog.table.TableName;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.query.dialect.QueryTranslator;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.Entry;
import io.hydrant.query.relation.Relation;
import io.hydrant.query.relation.Relations;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A query reads no more of the catalog than it asks for.
class InformationScanTest {
    private final List<String> asked = new ArrayList<>();
    private final Relations relations = new ManyTables();

    /// Two databases of four thousand tables each.
    private final class ManyTables implements Relations {
        private static final int TABLES = 4_000;

        @Override
        public boolean hasDatabase(String database) {
            return database.equals("one") || database.equals("two");
        }

        @Override
        public Optional<Relation> find(String database, String table) {
            return Optional.empty();
        }

        @Override
        public List<String> databases(int most) {
            asked.add("databases");
            return List.of("one", "two");
        }

        @Override
        public Optional<Entry> entry(String database, String table) {
            asked.add(database + "." + table);
            return Optional.of(table(database, table));
        }

        @Override
        public List<Entry> entries(String database, int most) {
            asked.add(database);
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < Math.min(TABLES, most); i++) {
                entries.add(table(database, "t" + i));
            }
            return entries;
        }

        private static Entry table(String database, String name) {
            return new Entry(
                    new TableName(
                            new AccountId("123456789012"), new Region("us-east-1"), database, name),
                    Entry.Kind.TABLE,
                    Optional.empty(),
                    List.of());
        }
    }

    private String translate(String sql) throws Exception {
        return QueryTranslator.translate(sql, "one", relations, List.of()).sql();
    }

    @Test
    void readsOneTableWhenItIsNamed() throws Exception {
        translate(
                "SELECT * FROM information_schema.columns WHERE table_schema = 'one' AND table_name"
                        + " = 'a'");
        assertThat(asked).containsExactly("one.a");
    }

    @Test
    void readsOneDatabaseWhenItIsNamed() throws Exception {
        translate("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'two'");
        assertThat(asked).containsExactly("two");
    }

    @Test
    void readsNothingOfWhatCannotBe() throws Exception {
        String sql =
                translate(
                        "SELECT * FROM information_schema.tables WHERE table_schema IN ('none',"
                                + " 'ONE')");
        assertThat(asked).isEmpty();
        assertThat(sql).contains("from_json('[]'");
    }

    @Test
    void readsNoTablesForNamesOfDatabases() throws Exception {
        translate("SELECT schema_name FROM information_schema.schemata");
        assertThat(asked).containsExactly("databases");
    }

    @Test
    void refusesMoreTablesThanItMayRead() {
        assertThatThrownBy(() -> translate("SELECT * FROM information_schema.tables"))
                .isInstanceOf(QueryFailure.class)
                .hasMessage(
                        "NOT_SUPPORTED: information_schema tells of at most 5000 tables in one"
                                + " query: add a condition on table_schema and table_name");
    }

    @Test
    void keepsNamesOfTheCatalogInsideTheirText() throws Exception {
        String sql =
                translate(
                        "SELECT * FROM information_schema.tables WHERE table_schema = 'one' AND"
                                + " table_name = 'a'']'' or 1=1 --\"'");
        assertThat(sql).contains("[[\"awsdatacatalog\",\"one\",\"a'']'' or 1=1 --\\\"\"");
    }
}
