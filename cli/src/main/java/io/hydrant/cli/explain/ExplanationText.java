package io.hydrant.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.cli.terminal.Terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Prints explanations for people: a block for each stage, a line for each record in it.
///
/// The shape of what is printed is told in `docs/reference/admin-api.md`.
public final class ExplanationText {
    private static final int LABEL_CHARS = 17;
    private static final int VALUE_CHARS_MAX = 120;
    private static final int NAME_CHARS_MAX = 30;
    private static final int OBJECTS_MAX = 50;
    private static final int LISTED_MAX = 100;
    private static final Set<String> RUN_AND_FAILED =
            Set.of("Lambda.FunctionError", "Lambda.FunctionTimedOut");
    private static final String RED = "31";
    private static final String FAINT = "2";

    private final Terminal terminal;

    public ExplanationText(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(JsonNode explanation) {
        String arn = explanation.path("stream").asText();
        terminal.heading(
                "%s, version %s, a record that arrives at %s"
                        .formatted(
                                arn.substring(arn.indexOf('/') + 1),
                                explanation.path("versionId").asText(),
                                explanation.path("arrival").asText()));
        for (JsonNode stage : explanation.path("stages")) {
            stage(stage);
        }
    }

    private void stage(JsonNode stage) {
        String name = stage.path("stage").asText();
        switch (name) {
            case "record" -> record(stage);
            case "function" -> function(stage);
            case "partition-keys" -> keys(stage);
            case "conversion" -> conversion(stage);
            case "delivery", "backup" -> objects(name, stage);
            case "cloud-watch-log-processing" -> parts("log messages", stage);
            default -> parts(name, stage);
        }
    }

    private void record(JsonNode stage) {
        String from =
                stage.has("dataStream") ? ", read from " + stage.get("dataStream").asText() : "";
        head("record", bytes(stage.path("data").path("bytes")) + from);
        lines(stage.path("data"));
    }

    private void parts(String name, JsonNode stage) {
        long count = stage.path("recordCount").asLong();
        String whole =
                stage.path("beyondLimit").asBoolean()
                        ? "; more than 500 sub-records: what has them is not split"
                        : "";
        head(name, count(count, "record") + whole);
        for (JsonNode part : stage.path("records")) {
            if (part.has("errorCode")) {
                failure(part);
            } else {
                numbered(part, VisibleText.lines(part.path("data")));
            }
        }
        more(count - stage.path("records").size());
    }

    private void function(JsonNode stage) {
        String function = stage.path("function").asText();
        switch (stage.path("answer").asText()) {
            case "skipped" -> {
                head("function", function + ", skipped: no server, and no --answer");
                line(
                        faint(
                                stage.path("needed").asBoolean()
                                        ? "the prefix needs its keys, so the rest is not known"
                                        : "what follows is made of the record as it is"));
            }
            case "given" -> {
                head("function", function + ", answer as given");
                results(stage);
            }
            default -> {
                head("function", function + ", really invoked");
                results(stage);
            }
        }
    }

    private void results(JsonNode stage) {
        for (JsonNode invocation : stage.path("invocations")) {
            if (invocation.has("errorCode")) {
                line(red(reason(invocation)));
                line(faint(attempts(stage, invocation)));
            }
        }
        for (JsonNode record : stage.path("records")) {
            switch (record.path("result").asText()) {
                case "Ok" -> {
                    String keys = pairs(record.path("partitionKeys"));
                    List<String> lines = new ArrayList<>();
                    lines.add(
                            "Ok, "
                                    + bytes(record.path("data").path("bytes"))
                                    + (keys.isEmpty() ? "" : ", keys " + keys));
                    lines.addAll(VisibleText.lines(record.path("data")));
                    numbered(record, lines);
                }
                case "Dropped" -> numbered(record, List.of("Dropped: it is delivered nowhere"));
                default -> failure(record);
            }
        }
    }

    private static String attempts(JsonNode stage, JsonNode invocation) {
        String said = "delivery tries %d times, it was invoked once";
        boolean ran = RUN_AND_FAILED.contains(invocation.path("errorCode").asText());
        String logs = "; hydrant logs /aws/lambda/%s shows what it said";
        return said.formatted(stage.path("attemptsMax").asInt())
                + (ran ? logs.formatted(functionName(stage.path("function").asText())) : "");
    }

    /// Of an ARN, perhaps with a version or alias behind it.
    private static String functionName(String arn) {
        String[] parts = arn.split(":", -1);
        return parts.length > 6 ? parts[6] : arn;
    }

    private void keys(JsonNode stage) {
        head(
                "partition keys",
                stage.has("query")
                        ? VisibleText.of(stage.get("query").asText())
                        : "from the function");
        for (JsonNode record : stage.path("records")) {
            List<String> found = new ArrayList<>();
            if (!record.path("fromQuery").isEmpty()) {
                found.add(
                        "%s  (%s evaluation)"
                                .formatted(
                                        pairs(record.path("fromQuery")),
                                        record.path("evaluation").asText()));
            }
            if (!record.path("fromFunction").isEmpty()) {
                found.add(pairs(record.path("fromFunction")) + "  (from the function)");
            }
            if (record.has("errorCode")) {
                failure(record);
                found.forEach(text -> line("    " + faint(text)));
            } else {
                numbered(record, found);
            }
        }
    }

    private void conversion(JsonNode stage) {
        String version =
                stage.has("tableVersion") ? " version " + stage.get("tableVersion").asText() : "";
        head(
                "conversion",
                "by table %s%s, to %s"
                        .formatted(
                                VisibleText.of(stage.path("table").asText()),
                                version,
                                stage.path("format").asText()));
        for (JsonNode record : stage.path("records")) {
            if (record.has("errorCode")) {
                failure(record);
                if (record.has("rejectedBy")) {
                    line("    rejected by " + list(record.get("rejectedBy")));
                }
                continue;
            }
            for (JsonNode row : record.path("rows")) {
                numbered(record, row(row));
            }
            if (!record.path("ignored").isEmpty()) {
                line("    " + faint("no column for " + list(record.get("ignored"))));
            }
        }
    }

    private static List<String> row(JsonNode row) {
        int names = 0;
        int types = 0;
        int values = 0;
        for (JsonNode cell : row) {
            names = Math.max(names, cell.path("column").asText().length());
            types = Math.max(types, cell.path("type").asText().length());
            values = Math.max(values, value(cell.path("value")).length());
        }
        String form =
                "%%-%ds  %%-%ds  %%-%ds  %%s"
                        .formatted(
                                Math.clamp(names, 1, NAME_CHARS_MAX),
                                Math.clamp(types, 1, NAME_CHARS_MAX),
                                Math.clamp(values, 1, NAME_CHARS_MAX));
        List<String> lines = new ArrayList<>();
        for (JsonNode cell : row) {
            lines.add(
                    form.formatted(
                                    VisibleText.of(cell.path("column").asText()),
                                    cell.path("type").asText(),
                                    value(cell.path("value")),
                                    origin(cell))
                            .stripTrailing());
        }
        return lines;
    }

    /// Said only where it is not plain to see.
    private static String origin(JsonNode cell) {
        if (cell.path("missing").asBoolean()) {
            return "no such key";
        }
        if (!cell.has("key")) {
            return "";
        }
        String given = value(cell.get("given"));
        String key = cell.get("key").asText();
        String from = given.equals(value(cell.path("value"))) ? "" : "from " + given + " ";
        return from
                + (key.equals(cell.path("column").asText()) ? "" : "of key " + VisibleText.of(key));
    }

    private void objects(String name, JsonNode stage) {
        String delimiter = stage.path("delimiter").asText();
        head(
                name,
                "to bucket %s%s"
                        .formatted(
                                stage.path("bucket").asText(),
                                delimiter.isEmpty()
                                        ? ", nothing between records"
                                        : ", " + VisibleText.of(delimiter) + " after each record"));
        if (stage.path("objects").isEmpty()) {
            line("no object");
        }
        stage.path("objects").valueStream().limit(OBJECTS_MAX).forEach(this::object);
        more(stage.path("objects").size() - OBJECTS_MAX);
        stage.path("errorPrefixes")
                .properties()
                .forEach(
                        one ->
                                line(
                                        faint(
                                                "%s would go to %s"
                                                        .formatted(
                                                                one.getKey(),
                                                                VisibleText.of(
                                                                        one.getValue()
                                                                                .asText())))));
    }

    private void object(JsonNode object) {
        String key = VisibleText.of(object.path("key").asText());
        line(object.has("errorOutputType") ? red(key) : bold(key));
        List<String> facts = new ArrayList<>();
        facts.add("prefix " + VisibleText.of(object.path("prefix").asText()));
        if (!object.path("records").isEmpty()) {
            facts.add("records " + ranges(object.get("records")));
        }
        facts.add(bytes(object.path("bytes")));
        if (object.has("contentEncoding")) {
            facts.add("Content-Encoding " + object.get("contentEncoding").asText());
        }
        line("    " + faint(String.join("; ", facts)));
        VisibleText.lines(object.path("content")).forEach(text -> line("    " + text));
    }

    private void failure(JsonNode record) {
        String attempts =
                record.path("attemptsMade").asInt(1) > 1
                        ? " (after %d attempts)".formatted(record.get("attemptsMade").asInt())
                        : "";
        line("#%-2d %s".formatted(record.path("record").asInt(), red(reason(record) + attempts)));
    }

    private static String reason(JsonNode failed) {
        return "failed: %s: %s"
                .formatted(
                        failed.path("errorCode").asText(),
                        VisibleText.of(failed.path("errorMessage").asText()));
    }

    private void numbered(JsonNode record, List<String> texts) {
        String number = "#%-2d ".formatted(record.path("record").asInt());
        for (String text : texts) {
            line(number + text);
            number = " ".repeat(number.length());
        }
    }

    private void lines(JsonNode excerpt) {
        VisibleText.lines(excerpt).forEach(this::line);
    }

    private void more(long count) {
        if (count > 0) {
            line(faint("and %,d more".formatted(count)));
        }
    }

    private void head(String label, String text) {
        terminal.say(bold(label) + " ".repeat(Math.max(1, LABEL_CHARS - label.length())) + text);
    }

    private void line(String text) {
        terminal.say((" ".repeat(LABEL_CHARS) + text).stripTrailing());
    }

    private static String value(JsonNode value) {
        return VisibleText.of(VisibleText.shortened(value.toString(), VALUE_CHARS_MAX));
    }

    private static String pairs(JsonNode texts) {
        List<String> pairs = new ArrayList<>();
        texts.properties()
                .forEach(
                        one ->
                                pairs.add(
                                        VisibleText.of(
                                                one.getKey() + "=" + one.getValue().asText())));
        return String.join(" ", pairs);
    }

    /// Such as `1-3, 7`. What is listed is cut at 100.
    private static String ranges(JsonNode numbers) {
        List<String> ranges = new ArrayList<>();
        for (int first = 0; first < numbers.size(); ) {
            int from = numbers.get(first).asInt();
            int last = first;
            while (last + 1 < numbers.size()
                    && numbers.get(last + 1).asInt() == from + last + 1 - first) {
                last++;
            }
            ranges.add(last == first ? "" + from : from + "-" + numbers.get(last).asInt());
            first = last + 1;
        }
        return String.join(", ", ranges) + (numbers.size() == LISTED_MAX ? " ..." : "");
    }

    private static String list(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(VisibleText.of(value.asText())));
        return String.join(", ", texts);
    }

    private static String bytes(JsonNode count) {
        return count(count.asLong(), "byte");
    }

    private static String count(long count, String what) {
        return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    private String bold(String text) {
        return styled("1", text);
    }

    private String red(String text) {
        return styled(RED, text);
    }

    private String faint(String text) {
        return styled(FAINT, text);
    }

    private String styled(String style, String text) {
        return terminal.colored() ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }
}
