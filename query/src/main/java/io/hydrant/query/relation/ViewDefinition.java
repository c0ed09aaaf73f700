package io.hydrant.query.relation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A view as Trino keeps it in a Hive catalog: `/* Presto View: <Base64 of JSON> */`, the JSON with
/// the members `originalSql`, `catalog`, `schema` and `columns`.
///
/// @param schema where names in it without a database are looked for, lower case
/// @param columns with types of queries; empty when they are not told
record ViewDefinition(String sql, Optional<String> schema, List<Entry.Column> columns) {
    private static final Pattern VIEW =
            Pattern.compile("/\\* Presto View: ([A-Za-z0-9+/=\\s]+) \\*/", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    ViewDefinition {
        columns = List.copyOf(columns);
    }

    static boolean isOfTrino(String text) {
        return VIEW.matcher(text.strip()).matches();
    }

    /// Empty when it is not of this form.
    static Optional<ViewDefinition> read(String text) {
        Matcher encoded = VIEW.matcher(text.strip());
        if (!encoded.matches()) {
            return Optional.empty();
        }
        try {
            JsonNode view = JSON.readTree(Base64.getMimeDecoder().decode(encoded.group(1)));
            if (!view.path("originalSql").isTextual()) {
                return Optional.empty();
            }
            Optional<String> schema =
                    Optional.ofNullable(view.path("schema").asText(null))
                            .map(name -> name.toLowerCase(Locale.ROOT));
            return Optional.of(
                    new ViewDefinition(view.path("originalSql").asText(), schema, columns(view)));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static List<Entry.Column> columns(JsonNode view) {
        List<Entry.Column> columns = new ArrayList<>();
        for (JsonNode column : view.path("columns")) {
            columns.add(
                    new Entry.Column(
                            column.path("name").asText().toLowerCase(Locale.ROOT),
                            column.path("type").asText(),
                            Optional.ofNullable(column.path("comment").asText(null)),
                            false));
        }
        return columns;
    }
}
