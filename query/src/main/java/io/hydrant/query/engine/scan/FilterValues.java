package io.hydrant.query.engine.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.SqlText;
import io.hydrant.query.refusal.QueryFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The values that a condition allows for a key by `=` or `IN` with literals. The engine itself
/// takes the condition apart.
record FilterValues(EngineSession session, Optional<String> filter, String key) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Empty when the condition does not name all values.
    List<String> find() throws QueryFailure {
        if (filter.isEmpty()) {
            return List.of();
        }
        String sql =
                "SELECT json_serialize_sql("
                        + SqlText.literal("SELECT 1 WHERE " + filter.get())
                        + ")::VARCHAR";
        String text =
                session.query(
                        sql,
                        rows -> {
                            rows.next();
                            return rows.getString(1);
                        });
        try {
            return find(JSON.readTree(text).at("/statements/0/node/where_clause"));
        } catch (JsonProcessingException e) {
            throw new QueryFailure(
                    QueryFailure.Cause.SYSTEM,
                    "GENERIC_INTERNAL_ERROR: a condition cannot be taken apart: " + filter.get(),
                    e);
        }
    }

    private List<String> find(JsonNode condition) {
        switch (condition.path("type").asText()) {
            case "CONJUNCTION_AND" -> {
                for (JsonNode child : condition.path("children")) {
                    List<String> found = find(child);
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
                return List.of();
            }
            case "CONJUNCTION_OR" -> {
                return all(condition.path("children"));
            }
            case "COMPARE_EQUAL" -> {
                JsonNode left = condition.path("left");
                JsonNode right = condition.path("right");
                return isKey(left) ? literals(List.of(right)) : keyFirst(right, left);
            }
            case "COMPARE_IN" -> {
                List<JsonNode> children = new ArrayList<>();
                condition.path("children").forEach(children::add);
                return isKey(children.getFirst())
                        ? literals(children.subList(1, children.size()))
                        : List.of();
            }
            default -> {
                return List.of();
            }
        }
    }

    private List<String> keyFirst(JsonNode key, JsonNode value) {
        return isKey(key) ? literals(List.of(value)) : List.of();
    }

    private List<String> all(JsonNode conditions) {
        List<String> values = new ArrayList<>();
        for (JsonNode condition : conditions) {
            List<String> found = find(condition);
            if (found.isEmpty()) {
                return List.of();
            }
            values.addAll(found);
        }
        return values.stream().distinct().toList();
    }

    private boolean isKey(JsonNode node) {
        JsonNode names = node.path("column_names");
        return node.path("class").asText().equals("COLUMN_REF")
                && names.path(names.size() - 1).asText().equalsIgnoreCase(key);
    }

    private static List<String> literals(List<JsonNode> nodes) {
        List<String> values = new ArrayList<>();
        for (JsonNode node : nodes) {
            JsonNode constant =
                    node.path("class").asText().equals("CAST") ? node.path("child") : node;
            JsonNode text = constant.path("literal").path("text");
            if (!constant.path("class").asText().equals("CONSTANT") || !text.isTextual()) {
                return List.of();
            }
            values.add(text.asText());
        }
        return values.stream().distinct().toList();
    }
}
