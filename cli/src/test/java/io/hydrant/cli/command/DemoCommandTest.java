package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class DemoCommandTest {
    private final FakeHydrant server = new FakeHydrant();

    @TempDir private Path folder;

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void deliversAllTripsAndSaysSo() {
        CommandRun run = demo();

        assertThat(run.err()).contains("accepted: 3528 of 3528");
        assertThat(run.out())
                .contains("All 3,528 trips arrived, each in exactly one object, byte for byte.")
                .contains("trips/part-0")
                .contains("./hydrant start --data " + folder);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void putsRefusedRecordsAgain() {
        server.refusingPartsOfBatch(0).refusingPartsOfBatch(1).refusingPartsOfBatch(5);

        assertThat(demo().out()).contains("All 3,528 trips arrived");
    }

    @Test
    void failsWhenRecordsAreMissing() {
        server.losing(3);

        CommandRun run = demo();

        assertThat(run.err())
                .contains(
                        "hydrant: of 3,528 trips 3 are missing, 0 came twice, and 0 lines were"
                                + " never sent");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void failsWhenRecordsCameTwice() {
        server.repeating(2);

        assertThat(demo().err())
                .contains("0 are missing, 2 came twice, and 0 lines were never sent");
    }

    @Test
    void drawsNothingOverWhenNobodyWatches() {
        CommandRun run = demo();

        assertThat(run.out() + run.err()).doesNotContain("\u001b").doesNotContain("\r");
    }

    @Test
    void wantsAFolderOfItsOwn() throws IOException {
        Files.createFile(folder.resolve("precious"));

        CommandRun run = demo();

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: "
                                + folder
                                + " is not empty; the demo wants a folder of its own\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void trainingServesAndLeavesNothing() {
        CommandRun run = CommandRun.of(server, Map.of(), "train");

        assertThat(run).isEqualTo(new CommandRun(0, "", ""));
        assertThat(server.options().data().orElseThrow()).doesNotExist();
    }

    private CommandRun demo() {
        return CommandRun.of(server, Map.of(), "demo", "--data", folder.toString());
    }
}
