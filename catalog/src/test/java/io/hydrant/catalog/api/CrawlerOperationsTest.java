package io.hydrant.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.formats.RowFiles;
import io.hydrant.formats.RowReaders;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

class CrawlerOperationsTest {
    private static final String BUCKET = "lake";
    private static final String TRIP =
            "{\"trip_id\":%d,\"passenger_count\":%d,\"total_amount\":12.5,\"pickup_datetime\":"
                    + "\"2026-01-02 03:04:05\",\"route\":{\"from\":\"a\",\"stops\":[1,2]}}\n";

    @TempDir Path folder;
    private FileObjectStore objects;
    private final Deque<Runnable> crawls = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private GlueHarness glue;

    @BeforeEach
    void open() throws IOException {
        objects =
                FileObjectStore.open(
                        folder, SimulatedClock.at("2026-01-01T00:00:00Z"), new RecordedTelemetry());
        objects.buckets().create(BUCKET, GlueHarness.REGION, AccountId.DEFAULT);
        glue = new GlueHarness(objects, crawls::add, (_, name, line) -> log.add(name + " " + line));
    }

    private void put(String key, byte[] content) {
        objects.put(
                new ObjectAddress(BUCKET, key),
                new ObjectAttributes(
                        "binary/octet-stream", Optional.empty(), Optional.empty(), Map.of()),
                ObjectBody.of(content));
    }

    private void put(String key, String content) {
        put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] zipped(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] file(FileFormat format, String columns, String document)
            throws IOException {
        TableSchema schema =
                new TableSchema(
                        Arrays.stream(columns.split(";"))
                                .map(column -> column.split(" "))
                                .map(it -> new Column(it[0], HiveTypeParser.parse(it[1])))
                                .toList());
        RowBatch rows = new RowBatch(schema);
        byte[] record = document.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(record, record.length + RowReader.SLACK_BYTES);
        RowReader reader = RowReaders.of(schema, JsonDialect.OpenX.DEFAULTS);
        assertThat(reader.read(padded, 0, record.length, rows)).isEmpty();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RowFileWriter writer = RowFiles.open(format, schema, bytes)) {
            writer.write(rows);
            writer.finish();
        }
        return bytes.toByteArray();
    }

    private void create(String path, String more) {
        glue.ask(
                "CreateCrawler",
                "{'Name':'taxi','Role':'glue','DatabaseName':'Lake','Targets':{'S3Targets':[{'Path':'%s'}]}%s}"
                        .formatted(path, more));
    }

    private JsonNode crawl() {
        glue.ask("StartCrawler", "{'Name':'taxi'}");
        crawls.remove().run();
        JsonNode crawler = glue.ask("GetCrawler", "{'Name':'taxi'}").get("Crawler");
        assertThat(crawler.get("State").asText()).isEqualTo("READY");
        return crawler;
    }

    private JsonNode table(String name) {
        return glue.ask("GetTable", "{'DatabaseName':'lake','Name':'" + name + "'}").get("Table");
    }

    private List<String> tables() {
        return GlueHarness.texts(
                glue.ask("GetTables", "{'DatabaseName':'lake'}").get("TableList"), "Name");
    }

    private List<List<String>> partitions(String table) {
        List<List<String>> all = new ArrayList<>();
        glue.ask("GetPartitions", "{'DatabaseName':'lake','TableName':'" + table + "'}")
                .get("Partitions")
                .forEach(partition -> all.add(GlueHarness.texts(partition.get("Values"))));
        return all;
    }

    private static List<String> columns(JsonNode table) {
        List<String> columns = new ArrayList<>();
        table.get("StorageDescriptor")
                .get("Columns")
                .forEach(
                        column ->
                                columns.add(
                                        column.get("Name").asText()
                                                + " "
                                                + column.get("Type").asText()));
        return columns;
    }

    @Test
    void findsThePartitionsOfDeliveredParquet() throws IOException {
        String schema =
                "trip_id bigint;passenger_count int;total_amount double;pickup_datetime"
                        + " timestamp;route struct<from:string,stops:array<int>>;fee decimal(10,2)";
        byte[] parquet = file(FileFormat.Parquet.DEFAULTS, schema, TRIP.formatted(1, 2));
        for (String hour : List.of("03", "04")) {
            put("nyctaxitrips/year=2026/month=01/day=02/hour=" + hour + "/a.parquet", parquet);
            put("nyctaxitrips/year=2026/month=01/day=02/hour=" + hour + "/b.parquet", parquet);
        }
        put("nyctaxitrips/_SUCCESS", "x");
        create("s3://lake/", "");
        JsonNode crawler = crawl();

        assertThat(crawler.get("LastCrawl").get("Status").asText()).isEqualTo("SUCCEEDED");
        assertThat(tables()).containsExactly("nyctaxitrips");
        JsonNode table = table("nyctaxitrips");
        assertThat(columns(table)).containsExactly(schema.split(";"));
        assertThat(GlueHarness.texts(table.get("PartitionKeys"), "Name"))
                .containsExactly("year", "month", "day", "hour");
        assertThat(table.get("StorageDescriptor").get("Location").asText())
                .isEqualTo("s3://lake/nyctaxitrips/");
        assertThat(table.get("Parameters").get("classification").asText()).isEqualTo("parquet");
        assertThat(table.get("Parameters").get("objectCount").asText()).isEqualTo("4");
        assertThat(table.get("Parameters").get("UPDATED_BY_CRAWLER").asText()).isEqualTo("taxi");
        assertThat(partitions("nyctaxitrips"))
                .containsExactly(
                        List.of("2026", "01", "02", "03"), List.of("2026", "01", "02", "04"));
        assertThat(log)
                .anyMatch(line -> line.contains("BENCHMARK : Running Start Crawl"))
                .last()
                .asString()
                .endsWith("Crawler has finished running and is in state READY");
    }

    @Test
    void namesPlainFoldersOfJsonByTheirPlaces() throws IOException {
        put("Firehose/2026/01/02/03/one", TRIP.formatted(1, 2) + TRIP.formatted(2, 1));
        put("Firehose/2026/01/02/04/two.gz", zipped(TRIP.formatted(8_000_000_000L, 1)));
        create("s3://lake/Firehose/", ",'TablePrefix':'raw_'");
        crawl();

        JsonNode table = table("raw_firehose");
        assertThat(columns(table))
                .containsExactly(
                        "trip_id bigint",
                        "passenger_count int",
                        "total_amount double",
                        "pickup_datetime timestamp",
                        "route struct<from:string,stops:array<int>>");
        assertThat(GlueHarness.texts(table.get("PartitionKeys"), "Name"))
                .containsExactly("partition_0", "partition_1", "partition_2", "partition_3");
        assertThat(
                        table.get("StorageDescriptor")
                                .get("SerdeInfo")
                                .get("SerializationLibrary")
                                .asText())
                .isEqualTo("org.openx.data.jsonserde.JsonSerDe");
        assertThat(partitions("raw_firehose")).hasSize(2);
    }

    @Test
    void makesTablesOfFoldersThatLookDifferent() throws IOException {
        put("all/trips/a.json", TRIP.formatted(1, 1));
        put("all/zones/z.csv", "id,zone,fare\n1,\"JFK, NY\",2.5\n2,EWR,3\n");
        put("all/plain/p.csv", "1;a\n2;b\n3;c\n");
        put(
                "all/fares/f.orc",
                file(
                        FileFormat.Orc.DEFAULTS,
                        "a tinyint;b map<string,bigint>;c date;d varchar(10)",
                        "{\"a\":1,\"b\":{\"k\":1},\"c\":\"2026-01-02\",\"d\":\"x\"}"));
        put("all/pictures/p.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2});
        create("s3://lake/all", "");
        crawl();

        assertThat(tables()).containsExactly("fares", "plain", "trips", "zones");
        assertThat(columns(table("zones")))
                .containsExactly("id bigint", "zone string", "fare double");
        assertThat(table("zones").get("Parameters").get("skip.header.line.count").asText())
                .isEqualTo("1");
        assertThat(columns(table("plain"))).containsExactly("col0 bigint", "col1 string");
        assertThat(columns(table("fares")))
                .containsExactly("a tinyint", "b map<string,bigint>", "c date", "d varchar(10)");
        assertThat(log).anyMatch(line -> line.contains("p.png is of no known kind (UNKNOWN)"));
    }

    @Test
    void followsNewAndVanishedFoldersAndColumns() {
        put("t/day=1/a", "{\"a\":1}\n");
        put("t/day=2/a", "{\"a\":2}\n");
        create("s3://lake/t/", "");
        crawl();
        put("t/day=3/a", "{\"a\":2.5,\"b\":true}\n");
        objects.delete(new ObjectAddress(BUCKET, "t/day=1/a"));
        assertThat(crawl().get("LastCrawl").toString()).contains("SUCCEEDED");

        assertThat(tables()).as(log.toString()).containsExactly("t");
        assertThat(columns(table("t"))).containsExactly("a double", "b boolean");
        assertThat(partitions("t")).containsExactly(List.of("1"), List.of("2"), List.of("3"));
        JsonNode gone =
                glue.ask(
                                "GetPartition",
                                "{'DatabaseName':'lake','TableName':'t','PartitionValues':['1']}")
                        .get("Partition");
        assertThat(gone.get("Parameters").has("DEPRECATED_BY_CRAWLER")).isTrue();
        put("t/day=1/b", "{\"a\":1}\n");
        crawl();
        assertThat(
                        glue.ask(
                                        "GetPartition",
                                        "{'DatabaseName':'lake','TableName':'t','PartitionValues':['1']}")
                                .get("Partition")
                                .get("Parameters")
                                .has("DEPRECATED_BY_CRAWLER"))
                .isFalse();
        objects.delete(new ObjectAddress(BUCKET, "t/day=1/b"));

        glue.ask(
                "UpdateCrawler",
                "{'Name':'taxi','SchemaChangePolicy':{'UpdateBehavior':'LOG','DeleteBehavior':'DELETE_FROM_DATABASE'}}");
        put("t/day=4/a", "{\"a\":2.5,\"b\":true,\"c\":true}\n");
        crawl();
        assertThat(columns(table("t"))).containsExactly("a double", "b boolean");
        assertThat(partitions("t")).containsExactly(List.of("2"), List.of("3"), List.of("4"));
        JsonNode metrics = glue.ask("GetCrawlerMetrics", "{}").get("CrawlerMetricsList").get(0);
        assertThat(metrics.get("CrawlerName").asText()).isEqualTo("taxi");
        assertThat(metrics.get("StillEstimating").asBoolean()).isFalse();
        JsonNode crawler = glue.ask("GetCrawler", "{'Name':'taxi'}").get("Crawler");
        assertThat(crawler.get("Version").asLong()).isEqualTo(2);
    }

    @Test
    void keepsItsOwnTablesApartFromOthers() {
        glue.ask("CreateDatabase", "{'DatabaseInput':{'Name':'lake'}}");
        glue.ask(
                "CreateTable",
                "{'DatabaseName':'lake','TableInput':{'Name':'t','StorageDescriptor':{'Location':'s3://other/t/'}}}");
        put("t/a", "{\"a\":1}\n");
        create("s3://lake/t/", "");
        crawl();

        assertThat(tables())
                .hasSize(2)
                .contains("t")
                .anyMatch(name -> name.matches("t_[0-9a-f]{32}"));
        crawl();
        assertThat(tables()).hasSize(2);
    }

    @Test
    void tellsWhatItIsDoing() {
        create("s3://lake/", "");
        assertThat(glue.refusal("StopCrawler", "{'Name':'taxi'}"))
                .isEqualTo("CrawlerNotRunningException: Crawler with name taxi isn't running");
        glue.ask("StartCrawler", "{'Name':'taxi'}");
        assertThat(state()).isEqualTo("RUNNING");
        assertThat(glue.refusal("StartCrawler", "{'Name':'taxi'}"))
                .isEqualTo("CrawlerRunningException: Crawler with name taxi has already started");
        assertThat(glue.refusal("DeleteCrawler", "{'Name':'taxi'}"))
                .startsWith("CrawlerRunningException");
        glue.ask("StopCrawler", "{'Name':'taxi'}");
        assertThat(state()).isEqualTo("STOPPING");
        assertThat(glue.refusal("StopCrawler", "{'Name':'taxi'}"))
                .isEqualTo("CrawlerStoppingException: Crawler with name taxi is stopping");
        crawls.remove().run();
        JsonNode crawler = glue.ask("GetCrawler", "{'Name':'taxi'}").get("Crawler");
        assertThat(crawler.get("State").asText()).isEqualTo("READY");
        assertThat(crawler.get("LastCrawl").get("Status").asText()).isEqualTo("CANCELLED");
        glue.ask("DeleteCrawler", "{'Name':'taxi'}");
        assertThat(glue.refusal("GetCrawler", "{'Name':'taxi'}"))
                .isEqualTo("EntityNotFoundException: Crawler entry with name taxi does not exist");
    }

    private String state() {
        return glue.ask("GetCrawler", "{'Name':'taxi'}").get("Crawler").get("State").asText();
    }

    @Test
    void tellsWhyACrawlFailed() {
        create("s3://gone/", "");
        JsonNode last = crawl().get("LastCrawl");
        assertThat(last.get("Status").asText()).isEqualTo("FAILED");
        assertThat(last.get("ErrorMessage").asText()).startsWith("s3://gone/ cannot be listed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {'Name':'c','Role':'r','DatabaseName':'d','Targets':{'JdbcTargets':[{'Path':'x'}]}}      | InvalidInputException: Targets other than S3Targets are not supported by this version of Hydrant.
                    {'Name':'c','Role':'r','DatabaseName':'d','Targets':{}}                                  | InvalidInputException: Targets must have at least one S3 target.
                    {'Name':'c','Role':'r','DatabaseName':'d','Targets':{'S3Targets':[{'Path':'/etc/'}]}}    | InvalidInputException: The path of an S3 target must be s3://bucket/folder/ but was /etc/.
                    {'Name':'c','Role':'r','Targets':{'S3Targets':[{'Path':'s3://b/'}]}}                     | InvalidInputException: DatabaseName must be given.
                    {'Name':'c','Role':'r','DatabaseName':'d','Schedule':'cron(0 1 * * *)','Targets':{'S3Targets':[{'Path':'s3://b/'}]}} | InvalidInputException: Schedule must be cron(minutes hours day-of-month month day-of-week year) but was cron(0 1 * * *)
                    {'Name':'c','Role':'r','DatabaseName':'d','Configuration':'{\\"Grouping\\":{\\"TableThreshold\\":3}}','Targets':{'S3Targets':[{'Path':'s3://b/'}]}} | InvalidInputException: Grouping.TableThreshold in Configuration is not supported by this version of Hydrant.
                    {'Name':'c','Role':'r','DatabaseName':'d','Configuration':'x','Targets':{'S3Targets':[{'Path':'s3://b/'}]}} | InvalidInputException: Configuration is no JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
                    """)
    void refusesWhatItCannotDo(String request, String refusal) {
        assertThat(glue.refusal("CreateCrawler", request)).isEqualTo(refusal);
    }
}
