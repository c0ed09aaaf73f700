package io.hydrant.conformance.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.conformance.malformed.Malformed.Expected;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/// Whatever a client of Glue sends, it is refused by the documented name, and the server goes on.
class MalformedGlueTest {
    private static final long SEED = Long.getLong("malformed.seed", 1);

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void refusesEveryMalformedRequestByItsNameAndStaysHealthy() throws Exception {
        int port = server.launch().port();
        SplittableRandom random = new SplittableRandom(SEED);
        List<Malformed> requests = new ArrayList<>();
        requests.addAll(new SpoiltJson(GlueTemplates.API, port, random.split()).all());
        requests.addAll(hostile(port));
        Collections.shuffle(requests, new Random(SEED));
        assertThat(requests).hasSizeGreaterThanOrEqualTo(2_500);

        List<String> objections = new Volley(port).send(requests);

        assertThat(objections).as(Volley.table(SEED, requests, objections)).isEmpty();
        assertThat(server.isAlive()).isTrue();
        assertThat(server.isHealthy()).isTrue();
        assertThat(server.standardError()).doesNotContain("\tat ").doesNotContain("SEVERE");
    }

    /// Good JSON that asks for too much.
    private static List<Malformed> hostile(int port) {
        String table = "{'DatabaseName':'ghost','TableName':'t',";
        Expected invalid = Expected.json(400, "ValidationException");
        Expected absent = Expected.json(400, "EntityNotFoundException");
        List<Malformed> all = new ArrayList<>();
        String values = "'x',".repeat(20_000) + "'x'";
        add(port, "GetPartition", table + "'PartitionValues':[" + values + "]}", absent, all);
        add(
                port,
                "UpdatePartition",
                table + "'PartitionValueList':[" + values + "],'PartitionInput':{}}",
                invalid,
                all);
        add(
                port,
                "GetPartitions",
                table + "'Expression':'" + "(".repeat(2_048) + "'}",
                absent,
                all);
        add(
                port,
                "GetPartitions",
                table + "'Expression':'" + "(".repeat(2_049) + "'}",
                invalid,
                all);
        add(
                port,
                "CreateDatabase",
                "{'DatabaseInput':{'Name':'" + "n".repeat(256) + "'}}",
                invalid,
                all);
        add(port, "CreateDatabase", "{'DatabaseInput':{'Name':'a\\u0001'}}", invalid, all);
        add(
                port,
                "CreateTable",
                "{'DatabaseName':'ghost','TableInput':{'Name':'t','Parameters':{'k':'"
                        + "v".repeat(512_001)
                        + "'}}}",
                invalid,
                all);
        add(port, "GetTables", "{'DatabaseName':'ghost','NextToken':'%%%'}", absent, all);
        add(
                port,
                "GetDatabases",
                "{'NextToken':'%%%'}",
                Expected.json(400, "InvalidInputException"),
                all);
        add(port, "StartJobRun", "{}", Expected.json(400, "UnknownOperationException"), all);
        add(
                port,
                "GetDatabase",
                "{'CatalogId':'999999999999','Name':'x'}",
                Expected.json(400, "AccessDeniedException"),
                all);
        return all;
    }

    private static void add(
            int port, String operation, String body, Expected expected, List<Malformed> all) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        all.add(
                new Malformed(
                        operation + ": " + body.substring(0, Math.min(80, body.length())),
                        () ->
                                GlueTemplates.API
                                        .json(operation, bytes)
                                        .signed(GlueTemplates.API.signature(port))
                                        .bytes(),
                        expected));
    }
}
