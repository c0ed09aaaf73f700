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

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Clients of log groups as people have them, unchanged.
class LogsClientsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What `aws logs tail --follow` asks, with pages of three; events come in between.
    private static final String TAIL =
            """
            import boto3, os, time
            logs = boto3.client('logs', endpoint_url=os.environ['ENDPOINT'])
            logs.create_log_group(logGroupName='/boto/tail', tags={'team': 'water'})
            for s in ('a', 'b'):
                logs.create_log_stream(logGroupName='/boto/tail', logStreamName=s)
            now = int(time.time() * 1000)
            def put(stream, *events):
                answer = logs.put_log_events(logGroupName='/boto/tail', logStreamName=stream,
                    logEvents=[{'timestamp': now + t, 'message': m} for t, m in events])
                assert 'rejectedLogEventsInfo' not in answer, answer
            paginator = logs.get_paginator('filter_log_events')
            seen, start = {}, now - 60000
            def poll():
                global start
                fresh = []
                for page in paginator.paginate(logGroupName='/boto/tail', interleaved=True, startTime=start, PaginationConfig={'PageSize': 3}):
                    for e in page['events']:
                        if e['eventId'] not in seen:
                            seen[e['eventId']] = e['timestamp']
                            fresh.append(e['message'])
                        start = max(start, e['timestamp'])
                return fresh
            put('a', (0, 'a0'), (2, 'a2'), (4, 'a4'))
            put('b', (1, 'b1'), (3, 'b3'))
            assert poll() == ['a0', 'b1', 'a2', 'b3', 'a4']
            assert poll() == []
            put('b', (4, 'b4'), (5, 'b5'))
            put('a', (6, 'ERROR a6'), (7, '{"level": "ERROR", "n": 7}'))
            assert sorted(poll()) == ['ERROR a6', 'b4', 'b5', '{"level": "ERROR", "n": 7}']
            def wanted(pattern, **more):
                return [e['message'] for e in logs.filter_log_events(logGroupName='/boto/tail', filterPattern=pattern, **more)['events']]
            assert wanted('ERROR') == ['ERROR a6', '{"level": "ERROR", "n": 7}']
            assert wanted('{ $.level = "ERROR" && $.n > 5 }') == ['{"level": "ERROR", "n": 7}']
            assert wanted('[w1 = ERROR, w2]') == ['ERROR a6']
            assert wanted('%^b[0-9]$%', logStreamNames=['b']) == ['b1', 'b3', 'b4', 'b5']
            forward = logs.get_log_events(logGroupName='/boto/tail', logStreamName='a', startFromHead=True, limit=2)
            assert [e['message'] for e in forward['events']] == ['a0', 'a2'], forward
            rest, token = [], forward['nextForwardToken']
            while True:
                page = logs.get_log_events(logGroupName='/boto/tail', logStreamName='a', limit=2, nextToken=token)
                rest += page['events']
                if page['nextForwardToken'] == token:
                    break
                token = page['nextForwardToken']
            assert len(rest) == 3, rest
            streams = logs.describe_log_streams(logGroupName='/boto/tail', orderBy='LastEventTime', descending=True)['logStreams']
            assert [s['logStreamName'] for s in streams] == ['a', 'b'], streams
            assert streams[0]['lastEventTimestamp'] == now + 7, streams
            group = logs.describe_log_groups(logGroupNamePrefix='/boto/')['logGroups'][0]
            assert group['storedBytes'] > 0 and group['arn'].endswith(':log-group:/boto/tail:*'), group
            assert logs.list_tags_for_resource(resourceArn=group['logGroupArn'])['tags'] == {'team': 'water'}
            old = logs.put_log_events(logGroupName='/boto/tail', logStreamName='a', logEvents=[{'timestamp': now - 15 * 86400000, 'message': 'old'}])
            assert old['rejectedLogEventsInfo'] == {'tooOldLogEventEndIndex': 1}, old
            logs.put_retention_policy(logGroupName='/boto/tail', retentionInDays=30)
            logs.delete_log_stream(logGroupName='/boto/tail', logStreamName='b')
            logs.delete_log_group(logGroupName='/boto/tail')
            try:
                logs.describe_log_streams(logGroupName='/boto/tail')
                raise SystemExit('the group is still there')
            except logs.exceptions.ResourceNotFoundException as e:
                assert e.response['Error']['Message'] == 'The specified log group does not exist.', e.response
            print('done')
            """;

    @TempDir static Path folder;
    private static ServerProcess server;
    private static CloudWatchLogsClient logs;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder));
        logs =
                CloudWatchLogsClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
    }

    @AfterAll
    static void stopServer() {
        logs.close();
        server.close();
    }

    private static List<InputLogEvent> events(long start, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                InputLogEvent.builder()
                                        .timestamp(start + i)
                                        .message("line " + i)
                                        .build())
                .toList();
    }

    @Test
    void theJavaSdkPutsGetsAndFilters() {
        logs.createLogGroup(create -> create.logGroupName("/java"));
        logs.createLogStream(create -> create.logGroupName("/java").logStreamName("s"));
        assertThatThrownBy(() -> logs.createLogGroup(create -> create.logGroupName("/java")))
                .isInstanceOf(ResourceAlreadyExistsException.class)
                .hasMessageContaining("The specified log group already exists");
        long start = System.currentTimeMillis() - 10_000;
        logs.putLogEvents(
                put -> put.logGroupName("/java").logStreamName("s").logEvents(events(start, 250)));
        assertThat(
                        logs
                                .getLogEventsPaginator(
                                        get ->
                                                get.logGroupName("/java")
                                                        .logStreamName("s")
                                                        .startFromHead(true)
                                                        .limit(100))
                                .events()
                                .stream()
                                .map(OutputLogEvent::message))
                .hasSize(250)
                .startsWith("line 0", "line 1")
                .endsWith("line 249");
        assertThat(
                        logs
                                .filterLogEventsPaginator(
                                        filter ->
                                                filter.logGroupName("/java")
                                                        .filterPattern("\"line 1\"")
                                                        .limit(7))
                                .events()
                                .stream()
                                .map(FilteredLogEvent::eventId)
                                .distinct())
                .hasSize(111);
        assertThatThrownBy(
                        () ->
                                logs.filterLogEvents(
                                        filter ->
                                                filter.logGroupName("/java").filterPattern("a:b")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid character(s) in term ':'");
        assertThatThrownBy(() -> logs.describeSubscriptionFilters(d -> d.logGroupName("/java")))
                .isInstanceOf(CloudWatchLogsException.class)
                .hasMessageContaining("DescribeSubscriptionFilters is not among the operations");
        logs.deleteLogGroup(delete -> delete.logGroupName("/java"));
        assertThatThrownBy(() -> logs.describeLogStreams(d -> d.logGroupName("/java")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void theAwsCommandLinePutsAndFilters() throws IOException {
        assumeTrue(Program.works("aws", "--version"), "the aws command line is not installed");
        Program cli = new Program(folder, server.endpoint());
        cli.aws("logs", "create-log-group", "--log-group-name", "/cli");
        cli.aws("logs", "create-log-stream", "--log-group-name", "/cli", "--log-stream-name", "s");
        String now = Long.toString(System.currentTimeMillis());
        cli.aws(
                "logs",
                "put-log-events",
                "--log-group-name",
                "/cli",
                "--log-stream-name",
                "s",
                "--log-events",
                "timestamp=" + now + ",message=hello",
                "timestamp=" + now + ",message=world");
        JsonNode found =
                json(
                        cli,
                        "filter-log-events",
                        "--log-group-name",
                        "/cli",
                        "--filter-pattern",
                        "world");
        assertThat(found.at("/events/0/message").asText()).isEqualTo("world");
        assertThat(found.get("events")).hasSize(1);
        JsonNode got =
                json(cli, "get-log-events", "--log-group-name", "/cli", "--log-stream-name", "s");
        assertThat(got.get("events")).hasSize(2);
        cli.aws(
                "logs",
                "put-retention-policy",
                "--log-group-name",
                "/cli",
                "--retention-in-days",
                "7");
        assertThat(
                        json(cli, "describe-log-groups", "--log-group-name-prefix", "/cli")
                                .at("/logGroups/0/retentionInDays")
                                .asInt())
                .isEqualTo(7);
        cli.aws("logs", "delete-log-group", "--log-group-name", "/cli");
    }

    private static JsonNode json(Program cli, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("logs", "--output", "json"));
        all.addAll(Arrays.asList(arguments));
        return JSON.readTree(cli.aws(all.toArray(String[]::new)));
    }

    @Test
    void boto3FollowsAGroupAsTailDoes() throws IOException {
        assumeTrue(
                Program.works("python3", "-c", "import boto3"),
                "python3 with boto3 is not installed");
        Path program = Files.writeString(folder.resolve("tail.py"), TAIL);
        assertThat(
                        new Program(folder, server.endpoint())
                                .run(List.of("python3", program.toString()))
                                .strip())
                .isEqualTo("done");
    }
}
