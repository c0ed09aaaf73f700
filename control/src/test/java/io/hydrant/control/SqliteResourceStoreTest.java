package io.hydrant.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

final class SqliteResourceStoreTest extends ResourceStoreContract {
    @TempDir private Path folder;

    @Override
    ResourceStore openEmptyStore(SimulatedClock clock) {
        return SqliteResourceStore.open(folder.resolve("contract/resources.db"), clock);
    }

    @Test
    void keepsResourcesAcrossRestart() {
        Path file = folder.resolve("resources.db");
        Resource created;
        try (ResourceStore store = SqliteResourceStore.open(file)) {
            created = store.create(IRELAND.key("clicks"), ResourceContent.of("{}"));
        }
        try (ResourceStore store = SqliteResourceStore.open(file)) {
            assertThat(store.find(created.key())).contains(created);
        }
    }

    @Test
    void keepsWhatWasCreatedBeforeTheProcessWasKilled() throws Exception {
        Path file = folder.resolve("killed.db");
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                EndlessCreator.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> acknowledged = readLines(child, 50);
        child.destroyForcibly().waitFor();
        try (ResourceStore store = SqliteResourceStore.open(file)) {
            assertThat(acknowledged).hasSize(50);
            assertThat(store.list(IRELAND, "", 10_000).stream().map(Resource::name).toList())
                    .containsAll(acknowledged);
        }
    }

    @Test
    void releasesItsFilesOnClose() throws IOException {
        Path file = folder.resolve("released.db");
        try (ResourceStore store = SqliteResourceStore.open(file)) {
            store.create(IRELAND.key("a"), ResourceContent.of("{}"));
        }
        assertThat(folder.resolve("released.db-wal")).doesNotExist();
        Files.move(file, folder.resolve("moved.db"));
        try (ResourceStore store = SqliteResourceStore.open(folder.resolve("moved.db"))) {
            assertThat(store.find(IRELAND.key("a"))).isPresent();
        }
    }

    @Test
    void refusesAFileOfANewerVersion() throws Exception {
        Path file = folder.resolve("newer.db");
        SqliteResourceStore.open(file).close();
        try (Connection connection =
                        JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE schema_version SET version = 99");
        }
        assertThatThrownBy(() -> SqliteResourceStore.open(file))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("schema version 99");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Path file = folder.resolve("noise.db");
        Files.writeString(file, "this is not a database, and it is long enough to be sure of it");
        assertThatThrownBy(() -> SqliteResourceStore.open(file))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("noise.db");
    }

    private static List<String> readLines(Process child, int count) throws IOException {
        BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
        ArrayList<String> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String line = lines.readLine();
            if (line == null) {
                return read;
            }
            read.add(line);
        }
        return read;
    }

    /// Creates resources until it is killed, telling the name of each once it is durable.
    static final class EndlessCreator {
        private EndlessCreator() {}

        public static void main(String[] arguments) {
            ResourceStore store = SqliteResourceStore.open(Path.of(arguments[0]));
            for (int i = 0; ; i++) {
                String name = String.format("r%06d", i);
                store.create(IRELAND.key(name), ResourceContent.of("{}"));
                System.out.println(name);
            }
        }
    }
}
