package io.hydrant.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.cli.demo.TaxiTrips;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Programs with boto3, kept beside this class, that ask and keep tables as data engineers and
/// their libraries do. All of them have one server.
class PythonQueriesTest {
    @TempDir static Path folder;
    private static Optional<ServerProcess> server = Optional.empty();

    @BeforeAll
    static void startServer() throws IOException {
        assumeTrue(
                Program.works("python3", "-c", "import boto3"),
                "python3 with boto3 is not installed");
        copy("asking.py");
        try (OutputStream trips = Files.newOutputStream(folder.resolve("trips.json"))) {
            for (byte[] trip : TaxiTrips.records()) {
                trips.write(trip);
            }
        }
        server = Optional.of(ServerProcess.start(Launch.in(folder.resolve("server"))));
    }

    @AfterAll
    static void stopServer() {
        server.ifPresent(ServerProcess::close);
    }

    private static Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream resource = PythonQueriesTest.class.getResourceAsStream(name)) {
            Files.copy(resource, copy);
        }
        return copy;
    }

    private static void run(String name) throws IOException {
        Program program = new Program(folder, server.orElseThrow().endpoint());
        assertThat(program.run(List.of("python3", copy(name).toString())).strip())
                .isEqualTo("done");
    }

    @Test
    void theAthenaClientStartsWatchesAndReadsQueries() throws IOException {
        run("athena_client.py");
    }

    @Test
    void theAthenaClientKeepsWorkGroupsAndNamedQueries() throws IOException {
        run("athena_account.py");
    }

    @Test
    void databaseCursorsAskAndToolsBuildModels() throws IOException {
        run("cursors_and_models.py");
    }

    @Test
    void librariesOfDataFramesAskAndKeepTables() throws IOException {
        run("data_frames.py");
    }

    @Test
    void theTaxiPipelinesStatementsFindWhatIsDeliveredAndCrawlersFindItsTables()
            throws IOException {
        run("taxi_pipeline.py");
    }
}
