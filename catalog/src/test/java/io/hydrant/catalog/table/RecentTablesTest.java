package io.hydrant.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.glue.model.Table;

import java.util.List;
import java.util.TreeMap;

class RecentTablesTest {
    private final RecentTables recent = new RecentTables();

    @Test
    void findsWhatWasReadUntilSomethingChanges() {
        recent.add(table("trips"), 1);

        assertThat(recent.find(name("trips"), 1)).contains(table("trips"));
        assertThat(recent.find(name("clicks"), 1)).isEmpty();
        assertThat(recent.find(name("trips"), 2)).isEmpty();
    }

    @Test
    void doesNotTakeWhatWasReadBeforeAnotherThreadSawAChange() {
        recent.add(table("clicks"), 2);
        recent.add(table("trips"), 1);

        assertThat(recent.find(name("trips"), 2)).isEmpty();
        assertThat(recent.find(name("clicks"), 2)).isPresent();
    }

    @Test
    void keepsFew() {
        for (int i = 0; i <= RecentTables.COUNT_MAX; i++) {
            recent.add(table("t" + i), 1);
        }

        assertThat(recent.find(name("t0"), 1)).isEmpty();
        assertThat(recent.find(name("t" + RecentTables.COUNT_MAX), 1)).isPresent();
    }

    private static StoredTable table(String name) {
        Table shape = Table.builder().name(name).build();
        return new StoredTable(name(name), "id-" + name, shape, List.of(), new TreeMap<>(), 1);
    }

    private static TableName name(String table) {
        return new TableName(AccountId.DEFAULT, new Region("us-east-1"), "lake", table);
    }
}
