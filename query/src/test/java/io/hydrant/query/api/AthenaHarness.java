package io.hydrant.query.api;

import io.hydrant.catalog.Catalog;
import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.control.ResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.query.execution.ExecutionSettings;
import io.hydrant.query.execution.Executions;
import io.hydrant.query.result.ResultReader;
import io.hydrant.query.saved.NamedQueries;
import io.hydrant.query.saved.PreparedStatements;
import io.hydrant.query.saved.SavedStatements;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.JsonService;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;

/// The Athena API as the SDK's own client sees it, over statements that do what their text says.
final class AthenaHarness implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final String REQUEST_ID = "5f1e0c2a-0000-4000-8000-000000000000";

    final SimulatedClock clock;
    final ResourceStore resources;
    final FileObjectStore objects;
    final ScriptedRunner runner = new ScriptedRunner();
    final Catalog catalog;
    final Executions executions;
    final AthenaClient client;
    private final JsonService service;

    AthenaHarness(Path folder) {
        this(folder, ExecutionSettings.DEFAULTS);
    }

    AthenaHarness(Path folder, ExecutionSettings settings) {
        this(folder, settings, SimulatedClock.at("2026-01-01T00:00:00.250Z"));
    }

    private AthenaHarness(Path folder, ExecutionSettings settings, SimulatedClock clock) {
        this(folder, settings, clock, new InMemoryResourceStore(clock));
    }

    private AthenaHarness(
            Path folder,
            ExecutionSettings settings,
            SimulatedClock clock,
            ResourceStore resources) {
        this.clock = clock;
        this.resources = resources;
        this.objects = openStore(folder, clock);
        this.catalog = Catalog.open(resources, clock);
        WorkGroups workGroups = new WorkGroups(resources, clock);
        PreparedStatements prepared = new PreparedStatements(resources, clock);
        this.executions =
                Executions.open(
                        new Executions.Foundations(
                                resources,
                                objects,
                                workGroups,
                                new SavedStatements(prepared, runner),
                                clock,
                                Telemetry.NONE,
                                () -> UUID.randomUUID().toString()),
                        settings);
        this.service =
                new AthenaApi(
                                new Athena(
                                        catalog,
                                        workGroups,
                                        new NamedQueries(
                                                resources, () -> UUID.randomUUID().toString()),
                                        prepared,
                                        executions,
                                        new ResultReader(objects)))
                        .service();
        this.client =
                AthenaClient.builder()
                        .endpointOverride(URI.create("http://localhost"))
                        .region(software.amazon.awssdk.regions.Region.EU_WEST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClient(new Loopback())
                        .build();
    }

    /// Another process over the same rows and objects.
    AthenaHarness restarted(Path folder) {
        return new AthenaHarness(folder, ExecutionSettings.DEFAULTS, clock, resources);
    }

    private static FileObjectStore openStore(Path folder, SimulatedClock clock) {
        try {
            FileObjectStore store = FileObjectStore.open(folder, clock, Telemetry.NONE);
            store.buckets().create("results", new Region("eu-west-1"), ACCOUNT);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a statement whose result goes to `s3://results/out/`.
    String start(String text) {
        return start(text, _ -> {});
    }

    String start(String text, Consumer<StartQueryExecutionRequest.Builder> more) {
        return client.startQueryExecution(
                        request -> {
                            request.queryString(text)
                                    .resultConfiguration(r -> r.outputLocation("s3://results/out"));
                            more.accept(request);
                        })
                .queryExecutionId();
    }

    /// Runs a statement to its end.
    QueryExecution run(String text) {
        return finished(start(text));
    }

    /// Polls as clients do.
    QueryExecution finished(String id) {
        while (true) {
            QueryExecution execution = get(id);
            QueryExecutionState state = execution.status().state();
            if (state != QueryExecutionState.QUEUED && state != QueryExecutionState.RUNNING) {
                return execution;
            }
            Thread.onSpinWait();
        }
    }

    QueryExecution get(String id) {
        return client.getQueryExecution(request -> request.queryExecutionId(id)).queryExecution();
    }

    byte[] object(String key) {
        ObjectContent content = objects.open(new ObjectAddress("results", key), 0, Long.MAX_VALUE);
        try (InputStream in = content.stream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String key) {
        return new String(object(key), StandardCharsets.UTF_8);
    }

    /// Status and body of a call in plain JSON; single quotes stand for double ones.
    String raw(String operation, String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Headers headers =
                new Headers()
                        .add("content-type", "application/x-amz-json-1.1")
                        .add("x-amz-target", "AmazonAthena." + operation);
        HttpResponse response =
                answer(
                        new HttpRequest(
                                "POST", "/", "", headers, new ByteArrayInputStream(bytes), false));
        return response.status()
                + " "
                + new String(
                        ((HttpResponse.Body.Bytes) response.body()).bytes(),
                        StandardCharsets.UTF_8);
    }

    private HttpResponse answer(HttpRequest request) {
        return service.handle(
                request,
                new Caller(ACCOUNT, new Region("eu-west-1"), "athena", "test"),
                REQUEST_ID);
    }

    @Override
    public void close() {
        runner.lettingGo.release(1000);
        executions.close();
        client.close();
    }

    /// Hands the client's requests to the service.
    private final class Loopback implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    Headers headers = new Headers();
                    request.httpRequest().forEachHeader((n, v) -> headers.add(n, v.getFirst()));
                    InputStream body =
                            request.contentStreamProvider()
                                    .map(provider -> provider.newStream())
                                    .orElse(InputStream.nullInputStream());
                    HttpResponse response =
                            answer(new HttpRequest("POST", "/", "", headers, body, false));
                    byte[] answer = ((HttpResponse.Body.Bytes) response.body()).bytes();
                    return HttpExecuteResponse.builder()
                            .response(
                                    SdkHttpResponse.builder()
                                            .statusCode(response.status())
                                            .putHeader("content-type", "application/x-amz-json-1.1")
                                            .build())
                            .responseBody(
                                    AbortableInputStream.create(new ByteArrayInputStream(answer)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
