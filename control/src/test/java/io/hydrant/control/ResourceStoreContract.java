package io.hydrant.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What every [ResourceStore] promises.
abstract class ResourceStoreContract {
    static final ResourceScope IRELAND =
            new ResourceScope("stream", AccountId.DEFAULT, new Region("eu-west-1"));
    private static final ResourceScope VIRGINIA =
            new ResourceScope("stream", AccountId.DEFAULT, new Region("us-east-1"));
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SimulatedClock clock = new SimulatedClock(START);
    private ResourceStore store;

    abstract ResourceStore openEmptyStore(SimulatedClock clock);

    @BeforeEach
    void openStore() {
        store = openEmptyStore(clock);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void findsWhatWasCreated() {
        ResourceContent content = ResourceContent.of("{\"a\":\"ü\"}", Map.of("team", "x", "e", ""));
        Resource created = store.create(IRELAND.key("clicks"), content);
        assertThat(created)
                .isEqualTo(new Resource(IRELAND.key("clicks"), content, 1, START, START));
        assertThat(store.find(IRELAND.key("clicks"))).contains(created);
        assertThat(store.find(VIRGINIA.key("clicks"))).isEmpty();
    }

    @Test
    void refusesToCreateAKeyTwice() {
        Resource first = create("clicks");
        assertThatThrownBy(() -> create("clicks")).isInstanceOf(ResourceExists.class);
        assertThat(store.find(IRELAND.key("clicks"))).contains(first);
    }

    @Test
    void countsRevisionsAndKeepsTheTimeOfCreation() {
        create("clicks");
        clock.advance(Duration.ofSeconds(5));
        ResourceContent next = ResourceContent.of("{}", Map.of("b", "2"));
        Resource updated = store.update(IRELAND.key("clicks"), 1, next);
        assertThat(updated)
                .isEqualTo(
                        new Resource(IRELAND.key("clicks"), next, 2, START, START.plusSeconds(5)));
        assertThat(store.find(IRELAND.key("clicks"))).contains(updated);
    }

    @Test
    void refusesAChangeMadeFromAnOldRevision() {
        create("clicks");
        Resource current = store.update(IRELAND.key("clicks"), 1, ResourceContent.of("2"));
        assertThatThrownBy(() -> store.update(IRELAND.key("clicks"), 1, ResourceContent.of("3")))
                .isInstanceOf(RevisionConflict.class)
                .hasMessageContaining("revision 2");
        assertThatThrownBy(() -> store.delete(IRELAND.key("clicks"), 1))
                .isInstanceOf(RevisionConflict.class);
        assertThat(store.find(IRELAND.key("clicks"))).contains(current);
    }

    @Test
    void refusesToChangeWhatIsNotThere() {
        assertThatThrownBy(() -> store.update(IRELAND.key("no"), 1, ResourceContent.of("")))
                .isInstanceOf(ResourceMissing.class);
        assertThatThrownBy(() -> store.delete(IRELAND.key("no"), 1))
                .isInstanceOf(ResourceMissing.class);
    }

    @Test
    void forgetsWhatWasDeletedWithItsTags() {
        store.create(IRELAND.key("clicks"), ResourceContent.of("{}", Map.of("a", "1")));
        store.delete(IRELAND.key("clicks"), 1);
        assertThat(store.find(IRELAND.key("clicks"))).isEmpty();
        assertThat(create("clicks").content().tags()).isEmpty();
        assertThat(store.find(IRELAND.key("clicks")).orElseThrow().content().tags()).isEmpty();
    }

    @Test
    void listsAScopeByNameStartingAfterAName() {
        for (String name : List.of("b", "B", "a_", "a", "a.b", "c")) {
            create(name);
        }
        store.create(VIRGINIA.key("elsewhere"), ResourceContent.of("{}"));
        assertThat(names(store.list(IRELAND, "", 100)))
                .containsExactly("B", "a", "a.b", "a_", "b", "c");
        assertThat(names(store.list(IRELAND, "a", 2))).containsExactly("a.b", "a_");
        assertThat(names(store.list(IRELAND, "bb", 100))).containsExactly("c");
        assertThat(store.list(IRELAND, "c", 100)).isEmpty();
    }

    @Test
    void knowsTheKeysOfATypeEverywhere() {
        create("b");
        store.create(VIRGINIA.key("a"), ResourceContent.of("{}"));
        ResourceScope other = new ResourceScope("table", AccountId.DEFAULT, new Region("x1"));
        store.create(other.key("z"), ResourceContent.of("{}"));
        assertThat(store.keys("stream")).containsExactly(IRELAND.key("b"), VIRGINIA.key("a"));
    }

    @Test
    void listsTheNamesBetweenTwoOthers() {
        for (String name : List.of("a", "a.1", "a.2", "a.3", "b")) {
            create(name);
        }
        store.create(VIRGINIA.key("a.2"), ResourceContent.of("{}"));
        NameRange under = new NameRange("a.", "a/");
        assertThat(names(store.list(IRELAND, under, 100))).containsExactly("a.1", "a.2", "a.3");
        assertThat(names(store.list(IRELAND, under, 2))).containsExactly("a.1", "a.2");
        assertThat(store.names(IRELAND, under.startingAfter("a.2"), 100)).containsExactly("a.3");
        assertThat(store.names(IRELAND, new NameRange("", "a.1"), 100)).containsExactly("a");
        assertThat(store.names(IRELAND, new NameRange("b", "c"), 100)).isEmpty();
    }

    @Test
    void findsThoseOfSomeNamesThatThereAre() {
        create("b");
        create("a");
        assertThat(names(store.findAll(IRELAND, List.of("b", "x", "a")))).containsExactly("b", "a");
        assertThat(store.findAll(IRELAND, List.of())).isEmpty();
    }

    @Test
    void makesSeveralChangesTogether() {
        create("a");
        create("b");
        create("c");
        ResourceContent next = ResourceContent.of("2", Map.of("k", "v"));
        store.apply(
                List.of(
                        new ResourceChange.Update(IRELAND.key("a"), 1, next),
                        new ResourceChange.Delete(IRELAND.key("b"), 1),
                        new ResourceChange.Create(IRELAND.key("b"), next),
                        new ResourceChange.Discard(IRELAND.key("c")),
                        new ResourceChange.Discard(IRELAND.key("never there"))));
        assertThat(store.find(IRELAND.key("a")).orElseThrow().content()).isEqualTo(next);
        assertThat(store.find(IRELAND.key("a")).orElseThrow().revision()).isEqualTo(2);
        assertThat(store.find(IRELAND.key("b")).orElseThrow().content()).isEqualTo(next);
        assertThat(store.find(IRELAND.key("c"))).isEmpty();
    }

    @Test
    void makesNoneOfSeveralChangesWhenOneIsRefused() {
        Resource first = create("a");
        ResourceChange good =
                new ResourceChange.Create(IRELAND.key("new"), ResourceContent.of("{}"));
        ResourceChange update =
                new ResourceChange.Update(IRELAND.key("a"), 1, ResourceContent.of("2"));
        assertThatThrownBy(() -> store.apply(List.of(good, update, update)))
                .isInstanceOf(RevisionConflict.class);
        assertThatThrownBy(() -> store.apply(List.of(good, good)))
                .isInstanceOf(ResourceExists.class);
        ResourceChange missing = new ResourceChange.Delete(IRELAND.key("no"), 1);
        assertThatThrownBy(() -> store.apply(List.of(good, update, missing)))
                .isInstanceOf(ResourceMissing.class);
        assertThat(names(store.list(IRELAND, "", 100))).containsExactly("a");
        assertThat(store.find(IRELAND.key("a"))).contains(first);
    }

    @Test
    void keepsLongNamesWithControlCharacters() {
        String name = "\u0001" + "ü\u0002".repeat(30_000);
        create(name);
        assertThat(store.names(IRELAND, new NameRange("", "\u0002"), 10)).containsExactly(name);
        assertThat(store.find(IRELAND.key(name))).isPresent();
    }

    @Test
    void letsOneOfManyWritersWinEachRevision() throws Exception {
        create("counter");
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                writers.add(pool.submit(() -> incrementTimes(20)));
            }
            for (Future<Integer> writer : writers) {
                writer.get();
            }
        }
        Resource end = store.find(IRELAND.key("counter")).orElseThrow();
        assertThat(end.revision()).isEqualTo(161);
        assertThat(end.body()).isEqualTo("160");
    }

    @Test
    void failsOnceClosed() {
        store.close();
        assertThatThrownBy(() -> store.find(IRELAND.key("a"))).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(() -> create("a")).isInstanceOf(StoreFailed.class);
    }

    private int incrementTimes(int times) {
        int conflicts = 0;
        for (int done = 0; done < times; ) {
            Resource now = store.find(IRELAND.key("counter")).orElseThrow();
            int value = now.body().equals("{}") ? 0 : Integer.parseInt(now.body());
            try {
                String next = Integer.toString(value + 1);
                store.update(now.key(), now.revision(), ResourceContent.of(next));
                done++;
            } catch (RevisionConflict e) {
                conflicts++;
            }
        }
        return conflicts;
    }

    private Resource create(String name) {
        return store.create(IRELAND.key(name), ResourceContent.of("{}"));
    }

    private static List<String> names(List<Resource> resources) {
        return resources.stream().map(Resource::name).toList();
    }
}
