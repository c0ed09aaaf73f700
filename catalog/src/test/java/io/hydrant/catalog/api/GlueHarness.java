package io.hydrant.catalog.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.crawler.CrawlLog;
import io.hydrant.catalog.crawler.Crawlers;
import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.control.ResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.JsonService;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// The Glue API as a client sees it, JSON in and JSON out.
final class GlueHarness {
    static final String ACCOUNT = "111122223333";
    static final AccountId ACCOUNT_ID = new AccountId(ACCOUNT);
    static final Region REGION = new Region("eu-west-1");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00.250Z");
    final Catalog catalog;
    final Crawlers crawlers;
    private final JsonService service;

    GlueHarness() {
        this.catalog = Catalog.open(new InMemoryResourceStore(clock), clock);
        this.crawlers = crawlers(catalog);
        this.service = new GlueApi(catalog, crawlers).service();
    }

    GlueHarness(ResourceStore store) {
        this.catalog = Catalog.open(store, clock);
        this.crawlers = crawlers(catalog);
        this.service = new GlueApi(catalog, crawlers).service();
    }

    /// @param executor crawls over `objects`
    GlueHarness(ObjectStore objects, Executor executor, CrawlLog log) {
        this.catalog = Catalog.open(new InMemoryResourceStore(clock), clock);
        this.crawlers = new Crawlers(catalog, objects, executor, log);
        this.service = new GlueApi(catalog, crawlers).service();
    }

    /// Crawlers over no objects at all.
    static Crawlers crawlers(Catalog catalog) {
        return new Crawlers(catalog, new NoObjects(), Runnable::run, (_, _, _) -> {});
    }

    /// What a call is answered with.
    record Answer(int status, String text) {
        JsonNode body() {
            return parse(text);
        }

        /// Code and message of an error.
        String error() {
            return body().path("__type").asText() + ": " + body().path("Message").asText();
        }
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Single quotes in the body stand for double ones.
    Answer call(String operation, String body) {
        return send(operation, body.replace('\'', '"'));
    }

    Answer send(String operation, String body) {
        Headers headers =
                new Headers()
                        .add("content-type", "application/x-amz-json-1.1")
                        .add("x-amz-target", "AWSGlue." + operation);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request =
                new HttpRequest("POST", "/", "", headers, new ByteArrayInputStream(bytes), false);
        Caller caller = new Caller(ACCOUNT_ID, REGION, "glue", "test");
        HttpResponse response =
                service.handle(request, caller, "5f1e0c2a-0000-4000-8000-000000000000");
        byte[] answer = ((HttpResponse.Body.Bytes) response.body()).bytes();
        return new Answer(response.status(), new String(answer, StandardCharsets.UTF_8));
    }

    /// A call that must succeed.
    JsonNode ask(String operation, String body) {
        return succeeded(operation, call(operation, body));
    }

    /// A call that must succeed, its body as it is.
    JsonNode askPlain(String operation, String body) {
        return succeeded(operation, send(operation, body));
    }

    private static JsonNode succeeded(String operation, Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(operation + " failed: " + answer);
        }
        return answer.body();
    }

    /// Code and message of a call that must fail.
    String refusal(String operation, String body) {
        Answer answer = call(operation, body);
        if (answer.status() == 200) {
            throw new AssertionError(operation + " did not fail: " + answer);
        }
        return answer.error();
    }

    /// Creates database `db` and in it `trips`, partitioned by text keys year and month.
    void createTrips() {
        ask("CreateDatabase", "{'DatabaseInput':{'Name':'db'}}");
        createTable("trips", "{'Name':'year','Type':'string'},{'Name':'month','Type':'string'}");
    }

    void createTable(String name, String partitionKeys) {
        ask(
                "CreateTable",
                "{'DatabaseName':'db','TableInput':{'Name':'%s','PartitionKeys':[%s],"
                                .formatted(name, partitionKeys)
                        + "'StorageDescriptor':{'Columns':[{'Name':'id','Type':'bigint'}],"
                        + "'Location':'s3://b/"
                        + name
                        + "/'}}}");
    }

    void createPartition(String... values) {
        ask(
                "CreatePartition",
                "{'DatabaseName':'db','TableName':'trips','PartitionInput':{'Values':['%s'],'StorageDescriptor':{'Columns':[{'Name':'id','Type':'bigint'}],'Location':'s3://b/x/'}}}"
                        .formatted(String.join("','", values)));
    }

    /// Follows tokens to the end.
    ///
    /// @param members of the request, without braces
    /// @param list the member of answers that holds what was listed
    List<JsonNode> askAll(String operation, String members, String list) {
        List<JsonNode> all = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    ask(
                            operation,
                            "{"
                                    + members
                                    + (token.isEmpty() ? "" : ",'NextToken':'" + token + "'")
                                    + "}");
            page.get(list).forEach(all::add);
            token = page.path("NextToken").asText();
        } while (!token.isEmpty());
        return all;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    static List<String> texts(JsonNode array, String member) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.path(member).asText()));
        return texts;
    }
}
