package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.demo.TaxiTrips;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ProducerCommandsTest {
    private final FakeHydrant server = new FakeHydrant();

    @TempDir private Path folder;
    private Path sample;

    @BeforeEach
    void unpackSample() throws IOException {
        sample = folder.resolve("trips.csv.gz");
        try (InputStream in = TaxiTrips.class.getResourceAsStream("taxi-trips.csv.gz")) {
            Files.copy(in, sample);
        }
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void replaysAFileAndForgetsThePosition() {
        CommandRun run =
                run("replay", sample.toString(), "--delivery-stream", "trips", "--speedup", "max");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("3,528 records (")
                .contains("bytes) sent to delivery stream trips in ");
        assertThat(run.exitCode()).isZero();
        assertThat(records()).isEqualTo(trips());
        assertThat(folder.resolve("hydrant")).isEmptyDirectory();
    }

    @Test
    void replaysInPortionsWithAPositionOfItsOwn() {
        String[] command = {
            "replay",
            sample.toString(),
            "--delivery-stream",
            "trips",
            "--speedup",
            "max",
            "--limit",
            "3000",
            "--position",
            folder.resolve("position").toString()
        };

        run(command);
        CommandRun second = run(command);
        CommandRun third = run(command);

        assertThat(second.out())
                .startsWith("goes on after 3,000 events, as ")
                .contains("528 records (");
        assertThat(third.out()).contains("nothing was left to send");
        assertThat(third.exitCode()).isZero();
        assertThat(records()).isEqualTo(trips());
    }

    @Test
    void refusesToGoOnInAnotherOrder() {
        String position = folder.resolve("position").toString();
        run(
                "replay",
                sample.toString(),
                "--delivery-stream",
                "trips",
                "--speedup",
                "max",
                "--limit",
                "5",
                "--position",
                position);

        CommandRun other =
                run(
                        "replay",
                        sample.toString(),
                        "--delivery-stream",
                        "trips",
                        "--time-column",
                        "pickup",
                        "--position",
                        position);

        assertThat(other.err()).contains("belongs to other work").contains("--restart");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(server.records()).hasSize(5);
    }

    @Test
    void showsWhatAReplayWouldSend() {
        CommandRun run = run("replay", sample.toString(), "--dry-run", "--limit", "2");

        assertThat(run.out()).isEqualTo(trips().get(0) + trips().get(1));
        assertThat(run.err()).isEqualTo("2 events; nothing was sent\n");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void generatesRecordsAndGoesOnCountingWhenRepeated() throws IOException {
        Path template = Files.writeString(folder.resolve("t.json"), "{\"n\":\"{{sequence}}\"}");
        String[] command = {
            "generate",
            "--delivery-stream",
            "trips",
            "--template",
            template.toString(),
            "--max-count",
            "3",
            "--position",
            folder.resolve("position").toString()
        };

        CommandRun first = run(command);
        CommandRun second = run(command);

        assertThat(first.out()).startsWith("3 records (24 bytes) sent to delivery stream trips");
        assertThat(second.out()).startsWith("goes on after 3 records, to 6\n3 records (");
        assertThat(records())
                .containsExactly(
                        "{\"n\":1}\n",
                        "{\"n\":2}\n",
                        "{\"n\":3}\n",
                        "{\"n\":4}\n",
                        "{\"n\":5}\n",
                        "{\"n\":6}\n");
    }

    @Test
    void showsWhatItWouldGenerate() {
        String[] command = {
            "generate",
            "--template",
            "clickstream",
            "--dry-run",
            "--max-count",
            "5",
            "--seed",
            "42",
            "--start",
            "2026-01-01T00:00:00Z"
        };
        CommandRun run = run(command);

        assertThat(run.out().lines()).hasSize(5);
        assertThat(run(command)).isEqualTo(run);
        assertThat(run.exitCode()).isZero();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(
                server,
                Map.of(
                        "AWS_ENDPOINT_URL",
                        server.endpoint().toString(),
                        "XDG_STATE_HOME",
                        folder.toString()),
                arguments);
    }

    private List<String> records() {
        return texts(server.records());
    }

    private static List<String> trips() {
        return texts(TaxiTrips.records());
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream().map(record -> new String(record, StandardCharsets.UTF_8)).toList();
    }
}
