package io.hydrant.cli.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.Queries;
import io.hydrant.cli.client.Queries.Column;
import io.hydrant.cli.client.Queries.Execution;
import io.hydrant.cli.client.Queries.Page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Renders the result of an execution that succeeded, a page at a time.
public final class ResultOutput {
    private static final int PAGE_ROWS = 1000;

    private final Queries queries;
    private final Buckets buckets;
    private final Limits limits;

    /// @param rowsMax rows of a table, which is made in memory; 0 for all of them
    /// @param cellCharsMax characters of a value in a table
    public record Limits(int rowsMax, int cellCharsMax) {}

    public ResultOutput(Queries queries, Buckets buckets, Limits limits) {
        this.queries = queries;
        this.buckets = buckets;
        this.limits = limits;
    }

    /// @return what a person wants to know of it beside the rows, such as their number
    public String write(Execution execution, OutputFormat format, PrintWriter out)
            throws IOException {
        if (execution.outputLocation().endsWith(".csv")) {
            return switch (format) {
                case TABLE -> table(execution, out);
                case CSV -> csv(execution, out);
                case JSON -> json(execution, out);
                case PARQUET -> "";
            };
        }
        return lines(execution, out);
    }

    private String table(Execution execution, PrintWriter out) {
        Page page = queries.results(execution.id(), Optional.empty(), PAGE_ROWS);
        TextTable table = new TextTable(page.columns(), limits.cellCharsMax());
        int shown = 0;
        boolean header = true;
        boolean more = false;
        boolean last = false;
        while (!last) {
            for (List<Optional<String>> row : header ? rest(page.rows()) : page.rows()) {
                if (limits.rowsMax() > 0 && shown == limits.rowsMax()) {
                    more = true;
                    break;
                }
                table.add(row);
                shown++;
            }
            header = false;
            last = more || page.next().isEmpty();
            page = last ? page : queries.results(execution.id(), page.next(), PAGE_ROWS);
        }
        table.print(out);
        return more ? "first %,d rows; --limit 0 shows all".formatted(shown) : rows(shown);
    }

    private static List<List<Optional<String>>> rest(List<List<Optional<String>>> rows) {
        return rows.isEmpty() ? rows : rows.subList(1, rows.size());
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : "%,d rows".formatted(count);
    }

    /// The file as the server wrote it.
    private String csv(Execution execution, PrintWriter out) throws IOException {
        String place = execution.outputLocation().substring("s3://".length());
        int slash = place.indexOf('/');
        try (Reader file =
                new InputStreamReader(
                        buckets.open(place.substring(0, slash), place.substring(slash + 1)),
                        StandardCharsets.UTF_8)) {
            file.transferTo(out);
        }
        return "";
    }

    private String json(Execution execution, PrintWriter out) {
        long count = 0;
        boolean header = true;
        Optional<String> token = Optional.empty();
        do {
            Page page = queries.results(execution.id(), token, PAGE_ROWS);
            for (List<Optional<String>> row : header ? rest(page.rows()) : page.rows()) {
                out.print(object(page.columns(), row).toString());
                out.print('\n');
                count++;
            }
            header = false;
            token = page.next();
        } while (token.isPresent());
        return rows(count);
    }

    private static ObjectNode object(List<Column> columns, List<Optional<String>> row) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size() && i < row.size(); i++) {
            String name = columns.get(i).name();
            Optional<String> value = row.get(i);
            if (value.isEmpty()) {
                object.putNull(name);
            } else {
                put(object, columns.get(i), value.get());
            }
        }
        return object;
    }

    /// Numbers and truth values as such; what is no JSON number, such as NaN, as text.
    private static void put(ObjectNode object, Column column, String value) {
        switch (column.type()) {
            case "boolean" -> object.put(column.name(), Boolean.parseBoolean(value));
            case "tinyint", "smallint", "integer", "bigint", "float", "double", "decimal" -> {
                try {
                    object.put(column.name(), new BigDecimal(value));
                } catch (NumberFormatException _) {
                    object.put(column.name(), value);
                }
            }
            default -> object.put(column.name(), value);
        }
    }

    /// What definitions answer, as it is in any format.
    private String lines(Execution execution, PrintWriter out) {
        Optional<String> token = Optional.empty();
        long updateCount = 0;
        do {
            Page page = queries.results(execution.id(), token, PAGE_ROWS);
            for (List<Optional<String>> row : page.rows()) {
                out.println(line(row));
            }
            updateCount = page.updateCount();
            token = page.next();
        } while (token.isPresent());
        return updateCount > 0 ? rows(updateCount) + " written" : "";
    }

    /// Tabs part the values of a line.
    private static String line(List<Optional<String>> row) {
        String text = row.isEmpty() ? "" : row.getFirst().orElse("");
        return Arrays.stream(text.split("\t", -1))
                .map(TextTable::visible)
                .collect(Collectors.joining("\t"));
    }
}
