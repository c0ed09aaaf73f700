package io.hydrant.conformance.malformed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Sends many requests to a server, some at a time.
final class Volley {
    private static final int CONNECTIONS = 6;

    private final int port;

    Volley(int port) {
        this.port = port;
    }

    /// @return what was wrong with the answers
    List<String> send(List<Malformed> requests) throws InterruptedException, ExecutionException {
        try (ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Optional<String>>> answers = new ArrayList<>();
            for (Malformed request : requests) {
                answers.add(clients.submit(() -> objection(request)));
            }
            List<String> objections = new ArrayList<>();
            for (Future<Optional<String>> answer : answers) {
                answer.get().ifPresent(objections::add);
            }
            return objections;
        }
    }

    private Optional<String> objection(Malformed request) {
        Answer answer = Answer.to(request.request().get(), port);
        return request.objection(answer).map(what -> request.what() + "\n      " + what);
    }

    /// How many requests there were of each expected answer.
    static String table(long seed, List<Malformed> requests, List<String> objections) {
        Map<String, Long> counts =
                requests.stream()
                        .collect(
                                Collectors.groupingBy(
                                        request -> request.expected().label(),
                                        TreeMap::new,
                                        Collectors.counting()));
        String rows =
                counts.entrySet().stream()
                        .map(row -> "%6d  %s".formatted(row.getValue(), row.getKey()))
                        .collect(Collectors.joining("\n"));
        return "seed %d, %d requests, %d not answered as expected\n%s\n"
                .formatted(seed, requests.size(), objections.size(), rows);
    }
}
