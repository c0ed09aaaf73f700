package io.hydrant.conformance.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/// Where functions tell what they do: a server in the harness's own process, which no kill reaches.
final class JournalListener implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/";

    private final BiConsumer<String, JsonNode> journal;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private JournalListener(BiConsumer<String, JsonNode> journal, HttpServer server) {
        this.journal = journal;
        this.server = server;
    }

    /// For functions that tell with which batches they begin and are done.
    static JournalListener start(FunctionJournal journal) {
        return start((what, batch) -> journal.add(told(what, batch)));
    }

    /// @param journal takes the path behind [#address()] and what is posted there; called by many
    ///   threads
    static JournalListener start(BiConsumer<String, JsonNode> journal) {
        try {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpServer server = HttpServer.create(any, 0);
            JournalListener listener = new JournalListener(journal, server);
            server.createContext(PATH, listener::answer);
            server.setExecutor(listener.threads);
            server.start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where functions post to.
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String what = exchange.getRequestURI().getPath().substring(PATH.length());
            journal.accept(what, JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static FunctionJournal.Told told(String what, JsonNode batch) {
        return new FunctionJournal.Told(
                batch.path("function").asText(),
                FunctionJournal.What.valueOf(what.toUpperCase(Locale.ROOT)),
                texts(batch.path("shards")),
                texts(batch.path("numbers")).stream().map(BigInteger::new).toList());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
