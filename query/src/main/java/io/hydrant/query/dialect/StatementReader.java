package io.hydrant.query.dialect;

import io.hydrant.query.dialect.text.TextLimits;
import io.hydrant.query.statement.MalformedStatement;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.CreateTableAsSelect;
import io.trino.sql.tree.CreateView;
import io.trino.sql.tree.Deallocate;
import io.trino.sql.tree.Execute;
import io.trino.sql.tree.Explain;
import io.trino.sql.tree.ExplainAnalyze;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Insert;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NodeLocation;
import io.trino.sql.tree.Prepare;
import io.trino.sql.tree.Property;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Statement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads statements of the grammar that Athena shares with Trino, and tells their kind.
///
/// Statements of Hive's grammar are read elsewhere; `UNLOAD`, which neither grammar has, by
/// [UnloadReader].
public final class StatementReader {
    private StatementReader() {}

    /// @throws MalformedStatement when the text is none of these statements
    public static StatementKind read(String sql) throws MalformedStatement {
        Optional<StatementKind.Unload> unload = UnloadReader.read(sql);
        if (unload.isPresent()) {
            return unload.get();
        }
        String text = withoutSemicolon(sql);
        return kind(statement(text), text);
    }

    /// The tree of a statement of Trino's grammar.
    static Statement statement(String sql) throws MalformedStatement {
        Optional<String> refusal = TextLimits.refusal(sql);
        if (refusal.isPresent()) {
            throw new MalformedStatement(refusal.get());
        }
        try {
            return new SqlParser().createStatement(withoutSemicolon(sql));
        } catch (ParsingException e) {
            throw new MalformedStatement(e.getMessage());
        } catch (StackOverflowError e) {
            throw new MalformedStatement(
                    "line 1:1: statement is too large (stack overflow while parsing)");
        }
    }

    private static String withoutSemicolon(String sql) {
        String text = sql.stripTrailing();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).stripTrailing();
        }
        return text;
    }

    private static StatementKind kind(Statement statement, String sql) throws MalformedStatement {
        return switch (statement) {
            case Query query -> new StatementKind.Select(query);
            case CreateTableAsSelect create when isReplacing(create) ->
                    throw refused(
                            create, "OR REPLACE, COMMENT and names of columns of CREATE TABLE AS");
            case CreateTableAsSelect create ->
                    new StatementKind.CreateTable(
                            parts(create.getName().getParts()),
                            create.getQuery(),
                            properties(create.getProperties()),
                            create.getSaveMode().name().equals("IGNORE"),
                            create.isWithData());
            case Insert insert ->
                    new StatementKind.InsertInto(
                            parts(insert.getTarget().getParts()),
                            insert.getColumns().orElse(List.of()).stream()
                                    .map(Identifier::getValue)
                                    .map(name -> name.toLowerCase(Locale.ROOT))
                                    .toList(),
                            insert.getQuery());
            case CreateView create when hasOptions(create) ->
                    throw refused(create, "COMMENT, SECURITY and WITH of CREATE VIEW");
            case CreateView create ->
                    new StatementKind.View(
                            parts(create.getName().getParts()),
                            create.getQuery(),
                            textFrom(sql, create.getQuery()),
                            create.isReplace());
            case Explain explain ->
                    new StatementKind.Explanation(
                            kind(explain.getStatement(), sql),
                            false,
                            explain.getOptions().stream().map(Node::toString).toList());
            case ExplainAnalyze explain when explain.isVerbose() ->
                    throw refused(explain, "VERBOSE of EXPLAIN ANALYZE");
            case ExplainAnalyze explain ->
                    new StatementKind.Explanation(
                            kind(explain.getStatement(), sql), true, List.of());
            case Prepare prepare ->
                    new StatementKind.Preparation(
                            name(prepare.getName()), textFrom(sql, prepare.getStatement()));
            case Execute execute ->
                    new StatementKind.Execution(name(execute.getName()), execute.getParameters());
            case Deallocate deallocate ->
                    new StatementKind.Deallocation(name(deallocate.getName()));
            default -> new StatementKind.Other(statement);
        };
    }

    private static boolean isReplacing(CreateTableAsSelect create) {
        return create.getSaveMode().name().equals("REPLACE")
                || create.getComment().isPresent()
                || create.getColumnAliases().isPresent();
    }

    private static boolean hasOptions(CreateView create) {
        return create.getComment().isPresent()
                || create.getSecurity().isPresent()
                || !create.getProperties().isEmpty();
    }

    private static MalformedStatement refused(Statement statement, String what) {
        String place =
                statement
                        .getLocation()
                        .map(
                                at ->
                                        "line %d:%d: "
                                                .formatted(
                                                        at.getLineNumber(), at.getColumnNumber()))
                        .orElse("");
        return new MalformedStatement(place + what + " are not supported");
    }

    private static List<String> parts(List<String> parts) {
        return parts.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList();
    }

    private static String name(Identifier name) {
        return name.getValue().toLowerCase(Locale.ROOT);
    }

    static Map<String, Expression> properties(List<Property> properties) throws MalformedStatement {
        Map<String, Expression> values = new LinkedHashMap<>();
        for (Property property : properties) {
            String name = name(property.getName());
            if (property.isSetToDefault()) {
                throw new MalformedStatement("Property '" + name + "' has no value");
            }
            if (values.put(name, property.getNonDefaultValue()) != null) {
                throw new MalformedStatement("Duplicate property: " + name);
            }
        }
        return values;
    }

    /// The client's own text from where a part of the statement begins to its end.
    private static String textFrom(String sql, Node part) throws MalformedStatement {
        Optional<NodeLocation> location = part.getLocation();
        if (location.isEmpty()) {
            throw new MalformedStatement("Statement has a part without a place");
        }
        int at = 0;
        for (int line = 1; line < location.get().getLineNumber(); line++) {
            at = sql.indexOf('\n', at) + 1;
        }
        return sql.substring(at + location.get().getColumnNumber() - 1).strip();
    }
}
