package io.hydrant.wire.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where an operation is to be found.
///
/// ```
/// CreateAlias POST /2015-03-31/functions/{FunctionName}/aliases 201
/// GetLayerVersionByArn GET /2018-10-31/layers?find=LayerVersion 200
/// ```
///
/// @param segments of the path; one in braces stands for any text and names a member
/// @param query parameters that must be there with these values
/// @param status of a success
record RestRoute(
        String operation,
        String method,
        List<String> segments,
        Map<String, String> query,
        int status) {
    RestRoute {
        segments = List.copyOf(segments);
        query = Map.copyOf(query);
    }

    static RestRoute parse(String line) {
        String[] words = line.split(" ");
        if (words.length != 4) {
            throw new IllegalArgumentException("route is damaged: " + line);
        }
        int mark = words[2].indexOf('?');
        String path = mark < 0 ? words[2] : words[2].substring(0, mark);
        Map<String, String> query = new TreeMap<>();
        if (mark >= 0) {
            for (String pair : words[2].substring(mark + 1).split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], parts[1]);
            }
        }
        return new RestRoute(
                words[0], words[1], segmentsOf(path), query, Integer.parseInt(words[3]));
    }

    /// A slash at the end makes no difference.
    static List<String> segmentsOf(String rawPath) {
        String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        if (segments.size() > 1 && segments.getLast().isEmpty()) {
            segments.removeLast();
        }
        return segments;
    }

    /// The decoded texts of the members in the path, by name; empty when the path is another.
    Optional<Map<String, String>> labels(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < path.size(); i++) {
            String wanted = segments.get(i);
            if (wanted.startsWith("{")) {
                String text = UrlText.decoded(path.get(i), false);
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                labels.put(wanted.substring(1, wanted.length() - 1), text);
            } else if (!wanted.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(labels);
    }
}
