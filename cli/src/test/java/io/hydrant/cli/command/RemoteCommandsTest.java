package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteCommandsTest {
    private final FakeHydrant server = new FakeHydrant();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void flushPrintsTheKeysOfTheObjects() {
        CommandRun run = CommandRun.against(server, "flush", "clicks", "--timeout", "7");

        assertThat(run).isEqualTo(new CommandRun(0, "in/a\nin/b\n", ""));
        assertThat(server.requests())
                .containsExactly("POST /_hydrant/delivery-streams/clicks/flush?timeoutSeconds=7");
    }

    @Test
    void flushFailsWhenTheTimeIsOverFirst() {
        CommandRun run = CommandRun.against(server, "flush", "slow", "--timeout", "7");

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: slow is not delivered after 7 seconds; `hydrant status slow`"
                                + " shows what it waits for\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void showsTheServersOwnWordsForAStreamThatIsNotThere() {
        CommandRun run = CommandRun.against(server, "flush", "absent");

        assertThat(run).isEqualTo(new CommandRun(1, "", "hydrant: Firehose absent not found.\n"));
    }

    @Test
    void statusShowsWatermarkBacklogAndTheFailingDestination() {
        CommandRun run = CommandRun.against(server, "status", "clicks");

        assertThat(run.out())
                .isEqualTo(
                        """
                        clicks is ACTIVE
                        delivered through   2026-01-31T22:59:58.120Z
                        waiting             12 records, 4,711 bytes, the oldest for 3 s
                        open                1 buffers, 2 objects on their way
                        since the start     3,540 records in (1,422,334 bytes), 0 delivered in 2 objects
                        destination         fails since 2026-01-31T22:59:59Z, tried 4 times: S3.SlowDown, Please reduce your request rate.
                        """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void statusExitsWithOneWhenSomethingBeforeTheInstantIsNotDelivered() {
        CommandRun run =
                CommandRun.against(
                        server, "status", "clicks", "--delivered-before", "2026-01-31T23:00:00Z");

        assertThat(run.out()).contains("all put before 2026-01-31T23:00:00Z delivered: no");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(server.requests().getFirst())
                .endsWith("/status?deliveredBefore=2026-01-31T23%3A00%3A00Z");
    }

    @Test
    void statusPrintsTheAnswerAsJsonOnRequest() {
        CommandRun run = CommandRun.against(server, "status", "clicks", "--json");

        assertThat(run.out()).startsWith("{").contains("\"endOffset\" : 41");
    }

    @Test
    void logsPrintsEveryLineOnceAndEndsWhenThereAreNoMore() {
        CommandRun run = CommandRun.against(server, "logs", "/aws/kinesisfirehose/clicks");

        assertThat(run.out())
                .isEqualTo(
                        "2026-01-31T22:59:59Z\tS3Delivery\t{\"errorCode\":\"S3.NoSuchBucket\"}\n"
                                + "2026-01-31T23:00:59Z\tBackupDelivery"
                                + "\t{\"errorCode\":\"S3.SlowDown\"}\n");
        assertThat(server.requests())
                .containsExactly(
                        "GET /_hydrant/logs?group=%2Faws%2Fkinesisfirehose%2Fclicks",
                        "GET /_hydrant/logs?after=12&group=%2Faws%2Fkinesisfirehose%2Fclicks");
    }

    @Test
    void logsAsksForOneStreamOnRequest() {
        CommandRun.against(server, "logs", "group", "S3Delivery");

        assertThat(server.requests().getFirst())
                .isEqualTo("GET /_hydrant/logs?group=group&stream=S3Delivery");
    }
}
