package io.hydrant.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.s3.S3Client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Clients of queries as people have them, unchanged.
class AthenaClientsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir static Path folder;
    private static ServerProcess server;
    private static AthenaClient athena;
    private static S3Client s3;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder));
        athena =
                AthenaClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
        s3 = AwsClients.s3(server.endpoint());
        s3.createBucket(bucket -> bucket.bucket("lake"));
        s3.createBucket(bucket -> bucket.bucket("results"));
        succeed("CREATE DATABASE IF NOT EXISTS kinesislab");
    }

    @AfterAll
    static void stopServer() {
        athena.close();
        s3.close();
        server.close();
    }

    private static String start(String sql) {
        return athena.startQueryExecution(
                        query ->
                                query.queryString(sql)
                                        .queryExecutionContext(it -> it.database("kinesislab"))
                                        .resultConfiguration(
                                                it -> it.outputLocation("s3://results/q/")))
                .queryExecutionId();
    }

    private static QueryExecution execution(String id) {
        return athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
    }

    private static QueryExecution ended(String id) {
        return Await.value(
                "the end of query " + id,
                LIMIT,
                () ->
                        Optional.of(execution(id))
                                .filter(
                                        it ->
                                                it.status().state() != QueryExecutionState.QUEUED
                                                        && it.status().state()
                                                                != QueryExecutionState.RUNNING));
    }

    private static String succeed(String sql) {
        String id = start(sql);
        QueryExecution end = ended(id);
        assertThat(end.status().state())
                .as("%s: %s", sql, end.status().stateChangeReason())
                .isEqualTo(QueryExecutionState.SUCCEEDED);
        return id;
    }

    /// The rows of the first page, the header left out.
    private static List<List<String>> rows(String id) {
        GetQueryResultsResponse page =
                athena.getQueryResults(results -> results.queryExecutionId(id));
        List<List<String>> rows = new ArrayList<>();
        page.resultSet()
                .rows()
                .forEach(row -> rows.add(row.data().stream().map(Datum::varCharValue).toList()));
        return rows.subList(1, rows.size());
    }

    private static void put(String key, String content) {
        s3.putObject(put -> put.bucket("lake").key(key), RequestBody.fromString(content));
    }

    private static void createTrips(String name) {
        succeed(
                """
                CREATE EXTERNAL TABLE %1$s(`trip_id` bigint, `total_amount` double,
                    `pickup_datetime` timestamp)
                PARTITIONED BY (`year` string, `month` string, `day` string, `hour` string)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
                LOCATION 's3://lake/%1$s/' TBLPROPERTIES ('has_encrypted_data'='false');
                """
                        .formatted(name));
    }

    @Test
    void findsDeliveredPartitionsAndAsksThem() {
        createTrips("trips");
        for (int hour = 0; hour < 24; hour++) {
            put(
                    "trips/year=2026/month=01/day=02/hour=%02d/a".formatted(hour),
                    "{\"trip_id\":%d,\"total_amount\":%d.5,\"pickup_datetime\":\"2026-01-02 %02d:00:00\"}\n"
                            .formatted(hour, hour * 2, hour));
        }
        succeed("MSCK REPAIR TABLE trips;");

        assertThat(rows(succeed("SELECT * FROM \"kinesislab\".\"trips\" limit 10;"))).hasSize(10);
        assertThat(
                        rows(
                                succeed(
                                        "SELECT hour, count(*), sum(total_amount) FROM trips WHERE"
                                                + " hour >= '22' GROUP BY hour ORDER BY hour")))
                .containsExactly(List.of("22", "1", "44.5"), List.of("23", "1", "46.5"));
        QueryExecution one =
                ended(start("SELECT count(*) FROM trips WHERE hour = '07' AND day = '02'"));
        QueryExecution all = ended(start("SELECT count(*) FROM trips"));
        assertThat(one.statistics().dataScannedInBytes())
                .isLessThan(all.statistics().dataScannedInBytes() / 20);
    }

    @Test
    void asksAThousandPartitions() {
        succeed(
                "CREATE EXTERNAL TABLE wide (a int) PARTITIONED BY (k int) ROW FORMAT SERDE"
                        + " 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/wide/'");
        for (int key = 0; key < 1000; key++) {
            put("wide/k=" + key + "/f", "{\"a\":" + key + "}\n");
        }
        succeed("MSCK REPAIR TABLE wide");

        assertThat(rows(succeed("SELECT count(*), sum(a), sum(k), max(k) FROM wide")))
                .containsExactly(List.of("1000", "499500", "499500", "999"));
        assertThat(rows(succeed("SELECT a FROM wide WHERE k BETWEEN 10 AND 11 ORDER BY 1")))
                .containsExactly(List.of("10"), List.of("11"));
    }

    @Test
    void givesAMillionRowsInPagesAndAsAFile() throws IOException {
        String id =
                succeed(
                        "SELECT a * 1000 + b AS n FROM UNNEST(sequence(0, 999)) AS x(a) CROSS JOIN"
                                + " UNNEST(sequence(0, 999)) AS y(b)");
        GetQueryResultsResponse first =
                athena.getQueryResults(page -> page.queryExecutionId(id).maxResults(1000));
        GetQueryResultsResponse second =
                athena.getQueryResults(
                        page ->
                                page.queryExecutionId(id)
                                        .maxResults(1000)
                                        .nextToken(first.nextToken()));
        assertThat(first.resultSet().rows()).hasSize(1000);
        assertThat(second.resultSet().rows()).hasSize(1000);
        String location = execution(id).resultConfiguration().outputLocation();
        long sum = 0;
        long count = 0;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                s3.getObject(
                                        get ->
                                                get.bucket("results")
                                                        .key(
                                                                location.substring(
                                                                        "s3://results/".length()))),
                                StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("\"n\"");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sum += Long.parseLong(line.substring(1, line.length() - 1));
                count++;
            }
        }
        assertThat(count).isEqualTo(1_000_000);
        assertThat(sum).isEqualTo(499_999_500_000L);
    }

    @Test
    void runsTwentyQueriesAtOnce() {
        List<String> ids =
                IntStream.range(0, 20)
                        .mapToObj(
                                n ->
                                        start(
                                                "SELECT sum(x) + %d FROM UNNEST(sequence(1, 10000)) AS t(x)"
                                                        .formatted(n)))
                        .toList();
        for (int n = 0; n < ids.size(); n++) {
            assertThat(ended(ids.get(n)).status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
            assertThat(rows(ids.get(n))).containsExactly(List.of(Long.toString(50_005_000 + n)));
        }
    }

    @Test
    void stopsAQueryThatWouldNeverEnd() {
        String id =
                start(
                        "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a(x) CROSS JOIN"
                            + " UNNEST(sequence(1, 10000)) AS b(y) CROSS JOIN UNNEST(sequence(1,"
                            + " 10000)) AS c(z) WHERE sqrt(x * y * z) > 0.5");
        Await.until(
                "the query runs",
                LIMIT,
                () -> execution(id).status().state() == QueryExecutionState.RUNNING);
        athena.stopQueryExecution(stop -> stop.queryExecutionId(id));

        assertThat(ended(id).status().state()).isEqualTo(QueryExecutionState.CANCELLED);
        assertThat(rows(succeed("SELECT 1"))).containsExactly(List.of("1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM \"/etc/passwd\"",
                "SELECT * FROM \"s3://lake/trips/\"",
                "SELECT * FROM TABLE(read_csv('/etc/passwd'))",
                "SELECT getenv('HOME')",
                "SELECT read_text('/etc/passwd')",
                "SELECT current_setting('memory_limit')",
                "SELECT * FROM duckdb_settings",
                "ATTACH '/tmp/x.db'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "COPY (SELECT 1) TO '/tmp/x.csv'",
                "PRAGMA database_list",
                "SET memory_limit='1TB'",
                "CALL pragma_version()",
                "EXPORT DATABASE '/tmp/x'"
            })
    void letsNoQueryReachAnythingButTables(String sql) {
        try {
            QueryExecution end = ended(start(sql));
            assertThat(end.status().state())
                    .as(end.status().stateChangeReason())
                    .isEqualTo(QueryExecutionState.FAILED);
        } catch (InvalidRequestException e) {
            assertThat(e.awsErrorDetails().errorMessage()).isNotBlank();
        }
    }

    @Test
    void refusesAQueryWithoutAPlaceForItsResult() {
        assertThatThrownBy(() -> athena.startQueryExecution(query -> query.queryString("SELECT 1")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("No output location provided");
    }

    @Test
    void theAwsCliAsks() {
        assumeTrue(Program.works("aws", "--version"), "the aws CLI is not installed");
        Program program = new Program(folder, server.endpoint());
        String id =
                program.aws(
                                "athena",
                                "start-query-execution",
                                "--query-string",
                                "SELECT 7/2 AS half, DATE '2026-01-02' + INTERVAL '1' DAY",
                                "--result-configuration",
                                "OutputLocation=s3://results/cli/",
                                "--query",
                                "QueryExecutionId",
                                "--output",
                                "text")
                        .strip();
        ended(id);
        String told =
                program.aws(
                        "athena",
                        "get-query-results",
                        "--query-execution-id",
                        id,
                        "--query",
                        "ResultSet.Rows[].Data[].VarCharValue",
                        "--output",
                        "text");
        assertThat(told.split("\\s+")).containsExactly("half", "_col1", "3", "2026-01-03");
    }
}
