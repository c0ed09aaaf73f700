package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.stream.Stream;

class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    ''                                                | a command is missing
                    nope                                              | unmatched argument at index 0: 'nope'
                    start --port abc                                  | invalid value for option '--port': 'abc' is not an int
                    start --port 70000                                | --port must be 0 to 65535 but was 70000
                    start --port -1                                   | --port must be 0 to 65535 but was -1
                    start --tls-cert a.pem                            | --tls-cert and --tls-key go together
                    start --tls-key a.pem                             | --tls-cert and --tls-key go together
                    start --tls-self-signed --tls-cert a --tls-key b  | --tls-self-signed and --tls-cert exclude each other
                    flush                                             | missing required parameter: 'STREAM'
                    flush a b                                         | unmatched argument at index 2: 'b'
                    flush a --timeout soon                            | invalid value for option '--timeout': 'soon' is not an int
                    flush a --timeout 901                             | --timeout must be 0 to 900 but was 901
                    status                                            | missing required parameter: 'STREAM'
                    logs                                              | missing required parameter: 'GROUP'
                    explain --stream a                                | missing required option: '--record=FILE|-'
                    explain --record a                                | which stream? --stream NAME or --config FILE
                    explain --record a --stream b --config c          | --stream and --config exclude each other
                    explain --record a --stream b --table c           | --table needs --config
                    explain --record a --stream b --format xml        | --format must be text or json but was xml
                    replay                                            | missing required parameter: 'SOURCE'
                    replay a                                          | where to? --stream NAME or --delivery-stream NAME
                    replay a --stream b --delivery-stream c           | --stream and --delivery-stream exclude each other
                    replay a --delivery-stream c --aggregate          | --aggregate needs --stream
                    replay a --stream b --speedup slow                | --speedup must be `max` or a number greater than 0 but was slow
                    replay a --stream b --speedup 0                   | --speedup must be `max` or a number greater than 0 but was 0
                    replay a --stream b --limit -1                    | --limit must not be negative but was -1
                    replay a --stream b --connections 65              | --connections must be 1 to 64 but was 65
                    generate --stream b                               | missing required option: '--template=FILE|NAME'
                    generate --template log                           | where to? --stream NAME or --delivery-stream NAME
                    generate --template log --stream b --rate 0       | --rate must be greater than 0 but was 0.0
                    generate --template log --stream b --max-count -2 | --max-count must be -1 or more but was -2
                    generate --template log --stream b --restart      | --restart needs --position
                    bench --shards 0                                  | --shards must be 1 to 1000
                    bench --trips 1                                   | --trips must be 10000 to 100000000
                    bench --seconds 0                                 | --seconds must be at least 1, and --connections 1 to 1000
                    bench --connections 0                             | --seconds must be at least 1, and --connections 1 to 1000
                    """)
    void refusesWrongUsageWithOneSentenceAndExitCodeTwo(String arguments, String sentence) {
        CommandRun run = CommandRun.of(words(arguments));

        assertThat(run.err()).startsWith("hydrant: " + sentence).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void showsTheWrongInstantAndTheRightForm() {
        CommandRun run = CommandRun.of("status", "clicks", "--delivered-before", "yesterday");

        assertThat(run.err()).contains("--delivered-before").contains("'yesterday'");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void saysInOneSentenceWhyAServerDoesNotStart() {
        CommandRun run = CommandRun.of("start");

        assertThat(run)
                .isEqualTo(
                        new CommandRun(1, "", "hydrant: port 4566 is in use by another process\n"));
    }

    @Test
    void showsTheStackTraceOnlyWithDebug() {
        CommandRun run = CommandRun.of("start", "--debug");

        assertThat(run.err())
                .contains("hydrant: port 4566 is in use")
                .contains("\tat io.hydrant.cli");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void tellsAnUnexpectedFailureApart() {
        CommandRun run =
                CommandRun.of(
                        _ -> {
                            throw new IllegalStateException("broken");
                        },
                        Map.of(),
                        "start");

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: IllegalStateException: broken\n"
                                + "This is a bug of Hydrant; --debug shows where it happened.\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhereNobodyAnswersAndHowToStartAServer() {
        CommandRun run = CommandRun.of("status", "clicks", "--endpoint-url", "http://127.0.0.1:1");

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: no server answers at http://127.0.0.1:1; start one with"
                                + " `./hydrant start` or name another with --endpoint-url\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void refusesAnEndpointThatIsNoUrl() {
        CommandRun run = CommandRun.of("flush", "clicks", "--endpoint-url", "localhost:4566");

        assertThat(run.err())
                .startsWith("hydrant: --endpoint-url must look like http://127.0.0.1:4566 but was");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start",
                "demo",
                "replay",
                "generate",
                "flush",
                "status",
                "logs",
                "explain",
                "bench",
                "convert"
            })
    void everyCommandHasHelpWithExamples(String command) {
        CommandRun run = CommandRun.of("help", command);

        assertThat(run.out()).contains("Usage: hydrant " + command).contains("Examples:");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void helpListsTheCommandsAndExitCodesButNotTheTraining() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.out())
                .contains(
                        "start",
                        "demo",
                        "replay",
                        "generate",
                        "flush",
                        "status",
                        "logs",
                        "bench",
                        "Exit codes:");
        assertThat(run.out()).doesNotContain("train");
    }

    @Test
    void printsItsVersionAndThatOfJava() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.out()).startsWith("hydrant ").contains("java 2");
        assertThat(run.exitCode()).isZero();
    }

    private static String[] words(String arguments) {
        return Stream.of(arguments.split(" +"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }
}
