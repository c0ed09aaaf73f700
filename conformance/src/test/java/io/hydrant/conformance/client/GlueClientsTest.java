package io.hydrant.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.TableVersion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Clients of the data catalog as people have them, unchanged.
class GlueClientsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";

    /// Trips by taxi, as Athena would have the table.
    private static final String TRIPS =
            """
            {"Name": "trips", "TableType": "EXTERNAL_TABLE", "Owner": "hadoop", "Retention": 0,
             "Parameters": {"EXTERNAL": "TRUE", "transient_lastDdlTime": "1767225600"},
             "PartitionKeys": [{"Name": "year", "Type": "string"}, {"Name": "month", "Type": "string"},
                               {"Name": "day", "Type": "string"}, {"Name": "hour", "Type": "string"}],
             "StorageDescriptor": {
               "Location": "s3://lake/trips/",
               "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
               "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
               "SerdeInfo": {
                 "SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                 "Parameters": {"serialization.format": "1"}},
               "Compressed": false, "NumberOfBuckets": -1, "BucketColumns": [], "SortColumns": [],
               "StoredAsSubDirectories": false,
               "Columns": [
                 {"Name": "trip_id", "Type": "bigint"},
                 {"Name": "pickup_datetime", "Type": "timestamp"},
                 {"Name": "dropoff_datetime", "Type": "timestamp"},
                 {"Name": "passenger_count", "Type": "int"},
                 {"Name": "trip_distance", "Type": "double"},
                 {"Name": "pickup_longitude", "Type": "double"},
                 {"Name": "pickup_latitude", "Type": "double"},
                 {"Name": "dropoff_longitude", "Type": "double"},
                 {"Name": "dropoff_latitude", "Type": "double"},
                 {"Name": "total_amount", "Type": "double"}]}}
            """;

    @TempDir static Path folder;
    private static ServerProcess server;
    private static GlueClient glue;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder));
        glue = AwsClients.glue(server.endpoint());
    }

    @AfterAll
    static void stopServer() {
        glue.close();
        server.close();
    }

    private static TableInput trips() {
        return TableInput.builder()
                .name("Trips")
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of("EXTERNAL", "TRUE"))
                .partitionKeys(column("year", "string"), column("month", "string"))
                .storageDescriptor(storage("s3://lake/trips/"))
                .build();
    }

    private static StorageDescriptor storage(String location) {
        return StorageDescriptor.builder()
                .location(location)
                .columns(column("trip_id", "bigint"), column("pickup_datetime", "timestamp"))
                .inputFormat(PARQUET + "MapredParquetInputFormat")
                .outputFormat(PARQUET + "MapredParquetOutputFormat")
                .serdeInfo(
                        serde ->
                                serde.serializationLibrary(PARQUET + "serde.ParquetHiveSerDe")
                                        .parameters(Map.of("serialization.format", "1")))
                .build();
    }

    private static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }

    @Test
    void theJavaSdkKeepsTablesAndTheirVersions() {
        glue.createDatabase(create -> create.databaseInput(input -> input.name("java")));
        assertThatThrownBy(
                        () ->
                                glue.createDatabase(
                                        create ->
                                                create.databaseInput(input -> input.name("JAVA"))))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("Database already exists.");
        glue.createTable(create -> create.databaseName("java").tableInput(trips()));
        Table first = glue.getTable(get -> get.databaseName("java").name("TRIPS")).table();
        assertThat(first.name()).isEqualTo("trips");
        assertThat(first.versionId()).isEqualTo("0");
        assertThat(first.storageDescriptor()).isEqualTo(trips().storageDescriptor());
        assertThat(first.partitionKeys()).isEqualTo(trips().partitionKeys());
        TableInput next = trips().toBuilder().description("more").build();
        glue.updateTable(update -> update.databaseName("java").tableInput(next).versionId("0"));
        assertThatThrownBy(
                        () ->
                                glue.updateTable(
                                        update ->
                                                update.databaseName("java")
                                                        .tableInput(next)
                                                        .versionId("0")))
                .isInstanceOf(ConcurrentModificationException.class);
        assertThat(
                        glue
                                .getTableVersionsPaginator(
                                        list ->
                                                list.databaseName("java")
                                                        .tableName("trips")
                                                        .maxResults(1))
                                .stream()
                                .flatMap(page -> page.tableVersions().stream())
                                .map(TableVersion::versionId))
                .containsExactly("1", "0");
        assertThatThrownBy(() -> glue.getTable(get -> get.databaseName("java").name("no")))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Table no not found.");
        assertThatThrownBy(() -> glue.startWorkflowRun(start -> start.name("w")))
                .isInstanceOf(GlueException.class)
                .hasMessageContaining("StartWorkflowRun is not among the operations");
    }

    @Test
    void theJavaSdkKeepsPartitions() {
        glue.createDatabase(create -> create.databaseInput(input -> input.name("parts")));
        glue.createTable(create -> create.databaseName("parts").tableInput(trips()));
        for (int year = 2020; year < 2024; year++) {
            List<PartitionInput> months = new ArrayList<>();
            for (int month = 1; month <= 100; month++) {
                String name = String.format(Locale.ROOT, "%03d", month);
                months.add(
                        PartitionInput.builder()
                                .values("" + year, name)
                                .storageDescriptor(storage("s3://lake/" + year + "/" + name + "/"))
                                .build());
            }
            assertThat(
                            glue.batchCreatePartition(
                                            create ->
                                                    create.databaseName("parts")
                                                            .tableName("trips")
                                                            .partitionInputList(months))
                                    .errors())
                    .isEmpty();
        }
        List<Partition> chosen =
                glue
                        .getPartitionsPaginator(
                                list ->
                                        list.databaseName("parts")
                                                .tableName("trips")
                                                .maxResults(7)
                                                .expression(
                                                        "((year = '2022')) AND ((month <= '050'))"))
                        .stream()
                        .flatMap(page -> page.partitions().stream())
                        .toList();
        assertThat(chosen).hasSize(50);
        assertThat(chosen.getFirst().storageDescriptor()).isEqualTo(storage("s3://lake/2022/001/"));
        int together = 0;
        for (int segment = 0; segment < 5; segment++) {
            int number = segment;
            together +=
                    (int)
                            glue
                                    .getPartitionsPaginator(
                                            list ->
                                                    list.databaseName("parts")
                                                            .tableName("trips")
                                                            .segment(
                                                                    s ->
                                                                            s.segmentNumber(number)
                                                                                    .totalSegments(
                                                                                            5)))
                                    .stream()
                                    .mapToLong(page -> page.partitions().size())
                                    .sum();
        }
        assertThat(together).isEqualTo(400);
        assertThatThrownBy(
                        () ->
                                glue.getPartitions(
                                        list ->
                                                list.databaseName("parts")
                                                        .tableName("trips")
                                                        .expression("year ~ 2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Unsupported expression 'year ~ 2'");
        glue.deleteDatabase(delete -> delete.name("parts"));
        assertThatThrownBy(() -> glue.getDatabase(get -> get.name("parts")))
                .isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void theAwsCommandLineKeepsATable() throws IOException {
        assumeTrue(Program.works("aws", "--version"), "the aws command line is not installed");
        Program cli = new Program(folder, server.endpoint());
        cli.aws("glue", "create-database", "--database-input", "Name=cli");
        Path input = Files.writeString(folder.resolve("trips.json"), TRIPS);
        cli.aws(
                "glue",
                "create-table",
                "--database-name",
                "cli",
                "--table-input",
                "file://" + input);
        JsonNode table =
                json(cli, "get-table", "--database-name", "cli", "--name", "trips").get("Table");
        JSON.readTree(TRIPS)
                .properties()
                .forEach(
                        member ->
                                assertThat(table.get(member.getKey()))
                                        .as(member.getKey())
                                        .isEqualTo(member.getValue()));
        cli.aws(
                "glue",
                "create-partition",
                "--database-name",
                "cli",
                "--table-name",
                "trips",
                "--partition-input",
                "{\"Values\": [\"2026\", \"01\", \"02\", \"03\"]}");
        JsonNode partitions =
                json(
                        cli,
                        "get-partitions",
                        "--database-name",
                        "cli",
                        "--table-name",
                        "trips",
                        "--expression",
                        "year = '2026' AND month IN ('01', '02')");
        assertThat(partitions.at("/Partitions/0/Values/3").asText()).isEqualTo("03");
        assertThat(json(cli, "get-tables", "--database-name", "cli").get("TableList")).hasSize(1);
        cli.aws("glue", "delete-table", "--database-name", "cli", "--name", "trips");
        assertThatThrownBy(
                        () ->
                                cli.aws(
                                        "glue",
                                        "get-table",
                                        "--database-name",
                                        "cli",
                                        "--name",
                                        "trips"))
                .hasMessageContaining("EntityNotFoundException")
                .hasMessageContaining("Table trips not found.");
    }

    private static JsonNode json(Program cli, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("glue", "--output", "json"));
        all.addAll(Arrays.asList(arguments));
        return JSON.readTree(cli.aws(all.toArray(String[]::new)));
    }

    @Test
    void boto3KeepsATableItsVersionsAndPartitions() throws IOException {
        assumeTrue(
                Program.works("python3", "-c", "import boto3"),
                "python3 with boto3 is not installed");
        Files.writeString(folder.resolve("boto-trips.json"), TRIPS);
        String script =
                """
                import boto3, json, os
                glue = boto3.client('glue', endpoint_url=os.environ['ENDPOINT'])
                trips = json.load(open('boto-trips.json'))
                glue.create_database(DatabaseInput={'Name': 'Boto', 'Parameters': {'k': 'v'}}, Tags={'team': 'water'})
                database = glue.get_database(Name='boto')['Database']
                assert database['Name'] == 'boto' and database['CreateTime'].year > 2000, database
                glue.create_table(DatabaseName='boto', TableInput=trips)
                table = glue.get_table(DatabaseName='boto', Name='trips')['Table']
                assert {k: table[k] for k in trips} == trips, table
                glue.update_table(DatabaseName='boto', TableInput=dict(trips, Description='next'), VersionId='0')
                try:
                    glue.update_table(DatabaseName='boto', TableInput=trips, VersionId='0')
                    raise SystemExit('a lost update was taken')
                except glue.exceptions.ConcurrentModificationException as e:
                    assert 'concurrent modifications' in str(e), e
                versions = [v['VersionId'] for p in glue.get_paginator('get_table_versions').paginate(DatabaseName='boto', TableName='trips') for v in p['TableVersions']]
                assert versions == ['1', '0'], versions
                first = glue.get_table_version(DatabaseName='boto', TableName='trips', VersionId='0')['TableVersion']['Table']
                assert 'Description' not in first, first
                hours = [{'Values': ['2026', '01', '%02d' % (h // 24 + 1), '%02d' % (h % 24)], 'StorageDescriptor': dict(trips['StorageDescriptor'], Location='s3://lake/%d/' % h)} for h in range(72)]
                answer = glue.batch_create_partition(DatabaseName='boto', TableName='trips', PartitionInputList=hours)
                assert answer['Errors'] == [], answer
                again = glue.batch_create_partition(DatabaseName='boto', TableName='trips', PartitionInputList=hours[:2])['Errors']
                assert [e['ErrorDetail']['ErrorCode'] for e in again] == ['AlreadyExistsException'] * 2, again
                listed = [p['Values'] for page in glue.get_paginator('get_partitions').paginate(DatabaseName='boto', TableName='trips', Expression="day = '02' AND hour BETWEEN '10' AND '19'", PaginationConfig={'PageSize': 3}) for p in page['Partitions']]
                assert listed == [['2026', '01', '02', str(h)] for h in range(10, 20)], listed
                got = glue.batch_get_partition(DatabaseName='boto', TableName='trips', PartitionsToGet=[{'Values': ['2026', '01', '03', '23']}, {'Values': ['no', 'no', 'no', 'no']}])
                assert len(got['Partitions']) == 1 and got['Partitions'][0]['StorageDescriptor']['Location'] == 's3://lake/71/', got
                names = [t['Name'] for p in glue.get_paginator('get_tables').paginate(DatabaseName='boto', Expression='tr*') for t in p['TableList']]
                assert names == ['trips'], names
                assert [t['Name'] for t in glue.search_tables(SearchText='passenger_count')['TableList']].count('trips') >= 1
                arn = 'arn:aws:glue:us-east-1:000000000000:database/boto'
                assert glue.get_tags(ResourceArn=arn)['Tags'] == {'team': 'water'}
                for name, call in {
                    'EntityNotFoundException': lambda: glue.get_partition(DatabaseName='boto', TableName='trips', PartitionValues=['2026', '01', '02', '99']),
                    'AlreadyExistsException': lambda: glue.create_table(DatabaseName='boto', TableInput=trips),
                    'InvalidInputException': lambda: glue.create_partition(DatabaseName='boto', TableName='trips', PartitionInput={'Values': ['2026']}),
                    'AccessDeniedException': lambda: glue.get_table(CatalogId='999999999999', DatabaseName='boto', Name='trips'),
                }.items():
                    try:
                        call()
                        raise SystemExit(name + ' was expected')
                    except glue.exceptions.ClientError as e:
                        assert e.response['Error']['Code'] == name and e.response['Error']['Message'], e.response
                glue.delete_database(Name='boto')
                print('done')
                """;
        Path program = Files.writeString(folder.resolve("catalog.py"), script);
        assertThat(
                        new Program(folder, server.endpoint())
                                .run(List.of("python3", program.toString()))
                                .strip())
                .isEqualTo("done");
    }
}
