package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import io.hydrant.cli.convert.TextFormats;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Terminal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class ConvertCommandTest {
    @TempDir private Path folder;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("in.json"),
                "{\"A\":1,\"a\":1,\"b\":\"x\",\"c.d\":\"y\"}\n{\"a\":\"no\",\"b\":\"z\"}\n");
        Files.writeString(folder.resolve("good.json"), "{\"a\":1,\"b\":\"x\",\"c.d\":\"y\"}\n");
        Files.writeString(folder.resolve("t.sql"), "CREATE EXTERNAL TABLE t (a int, b string);");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    convert                                          | missing required parameter: 'SOURCE'
                    convert a                                        | which columns? --table, --ddl or --infer
                    convert a --infer --ddl b                        | --table, --ddl and --infer exclude each other
                    convert a --infer                                | where to? --to TARGET, or --dry-run
                    convert a --infer --to b --append --overwrite    | --append and --overwrite exclude each other
                    convert a --infer --to b --table-version 1       | --table-version needs --table
                    convert a --table b --to c                       | --table must be DATABASE.TABLE but was b
                    convert a --infer --to b --sample 0              | --sample must be at least 1 but was 0
                    convert a --infer --to b --file-size 0           | --file-size must be at least 1 but was 0
                    convert a --infer --to b --partitions-max 0      | --partitions-max must be at least 1 but was 0
                    convert a --infer --to b --threads 0             | --threads must be 1 to 64 but was 0
                    convert a --infer --to b --format avro           | --format must be parquet or orc but was avro
                    convert a --infer --to b --compression zlib      | --compression of parquet must be one of uncompressed, snappy, gzip, zstd but was zlib
                    convert a --infer --to b --writer-version 3      | --writer-version of parquet must be 1 or 2 but was 3
                    convert a --infer --to b --format orc --page-size 8 | --page-size, --no-dictionary and --int64-timestamps are for --format parquet
                    convert a --infer --to b --bloom-filter c        | --bloom-filter is for --format orc
                    convert a --infer --to b --block-size 0          | --block-size must be 1 to 1024 but was 0
                    convert a --infer --to b --page-size 0           | --page-size must be 1 to 65536 but was 0
                    """)
    void refusesWrongUsage(String arguments, String sentence) {
        CommandRun run = CommandRun.of(arguments.strip().split(" +"));

        assertThat(run.err()).startsWith("hydrant: " + sentence);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    --dialect csv                       | --dialect must be openx or hive but was csv
                    --timestamp-format millis           | --timestamp-format needs --dialect hive
                    --dialect hive --map a=b            | --case-sensitive, --dots-to-underscores and --map need --dialect openx
                    """)
    void refusesOptionsOfAnotherDialect(String options, String sentence) {
        List<String> arguments =
                new ArrayList<>(List.of("convert", path("good.json"), "--infer", "--to", "x"));
        arguments.addAll(List.of(options.strip().split(" +")));

        CommandRun run = run(arguments.toArray(String[]::new));

        assertThat(run.err()).startsWith("hydrant: " + sentence);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void convertsByAStatementAndWarnsOfWhatWasRejected() throws IOException {
        CommandRun run =
                run(
                        "convert",
                        path("in.json"),
                        "--ddl",
                        path("t.sql"),
                        "--to",
                        path("out"),
                        "--threads",
                        "1");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("1 input, 2 documents: 1 row in 1 file, at " + path("out") + "\n")
                .contains("1 rejected:\n")
                .contains("as in " + path("in.json") + ":2\n")
                .endsWith("--rejected FILE would have kept what was rejected\n");
        assertThat(written()).isEqualTo("a=1,b=x\nend\n");
    }

    @Test
    void failsForARejectedDocumentOnlyWhenStrict() throws IOException {
        CommandRun run =
                run(
                        "convert",
                        path("in.json"),
                        "--ddl",
                        path("t.sql"),
                        "--to",
                        path("out"),
                        "--strict",
                        "--rejected",
                        path("bad.json"));

        assertThat(run.err())
                .isEqualTo("hydrant: 1 of 2 documents were rejected, and --strict was given\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(written()).isEqualTo("a=1,b=x\nend\n");
        assertThat(folder.resolve("bad.json")).exists();
    }

    @Test
    void failsWhenNothingCanBeConverted() throws IOException {
        Files.writeString(folder.resolve("t.sql"), "CREATE TABLE t (b int)");

        CommandRun run =
                run("convert", path("in.json"), "--ddl", path("t.sql"), "--to", path("out"));

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: not one of 2 documents could be converted; no files are"
                                + " written\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void showsTheSchemaItInferred() throws IOException {
        CommandRun run =
                run("convert", path("good.json"), "--infer", "--partition-by", "B", "--dry-run");

        assertThat(run.out())
                .startsWith(
                        """
                        CREATE EXTERNAL TABLE `converted` (
                          `a` int,
                          `c_d` string)
                        PARTITIONED BY (
                          `b` string)
                        ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
                        WITH SERDEPROPERTIES (
                          'mapping.c_d'='c.d')
                        STORED AS PARQUET;
                        1 input, 1 document: 1 row in 1 file, none of them written
                        """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysWhichFieldsBecameText() {
        CommandRun run = run("convert", path("in.json"), "--infer", "--dry-run");

        assertThat(run.out()).contains("-- 'a' is a string: it holds numbers and texts\n");
    }

    @Test
    void saysWhereAStatementIsWrong() throws IOException {
        Files.writeString(folder.resolve("t.sql"), "CREATE TABLE t (\n  a itn)");

        CommandRun run = run("convert", path("in.json"), "--ddl", path("t.sql"), "--to", "x");

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: "
                                + path("t.sql")
                                + ", line 2, column 5: column 'a': no type 'itn'\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhenThereIsNothingToInferFrom() throws IOException {
        Files.writeString(folder.resolve("in.json"), "no JSON here\n[1]\n");

        CommandRun run = run("convert", path("in.json"), "--infer", "--dry-run");

        assertThat(run.err())
                .isEqualTo(
                        "hydrant: no schema can be found: there is no JSON object with a key in "
                                + path("in.json")
                                + "\n");
    }

    @Test
    void takesTheColumnsOfATableOrOneOfItsVersions() throws IOException {
        List<String> asked = new ArrayList<>();
        HttpServer glue =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        glue.createContext(
                "/",
                exchange -> {
                    String target = exchange.getRequestHeaders().getFirst("x-amz-target");
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    asked.add(target + " " + body);
                    String table =
                            "{\"Table\":{\"StorageDescriptor\":{\"Columns\":[{\"Name\":\"%s\","
                                    + "\"Type\":\"string\"}]}}}";
                    String answer =
                            target.endsWith("Version")
                                    ? "{\"TableVersion\":" + table.formatted("b") + "}"
                                    : table.formatted("c");
                    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        glue.start();
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + glue.getAddress().getPort());
        String[] command = {
            "convert", path("in.json"), "--table", "Lab.Trips", "--to", path("out"), "--overwrite"
        };
        try {
            run(command);
            assertThat(written()).isEqualTo("c=null\nc=null\nend\n");
            run(
                    Stream.concat(Stream.of(command), Stream.of("--table-version", "3"))
                            .toArray(String[]::new));
            assertThat(written()).isEqualTo("b=x\nb=z\nend\n");
        } finally {
            glue.stop(0);
        }
        assertThat(asked)
                .containsExactly(
                        "AWSGlue.GetTable {\"DatabaseName\":\"Lab\",\"Name\":\"Trips\"}",
                        "AWSGlue.GetTableVersion {\"DatabaseName\":\"Lab\",\"TableName\":\"Trips\","
                                + "\"VersionId\":\"3\"}");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String written() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    private CommandRun run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, false);
        Surroundings surroundings =
                new Surroundings(
                        terminal,
                        environment,
                        _ -> {
                            throw new CommandFailed("no server is started");
                        },
                        _ -> {});
        int exitCode =
                HydrantCommand.commandLine(surroundings, new TextFormats()).execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
