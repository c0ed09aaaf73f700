package io.hydrant.query.dialect;

import io.hydrant.query.dialect.expression.Intervals;
import io.hydrant.query.dialect.expression.Translation;
import io.hydrant.query.dialect.expression.Typed;
import io.hydrant.query.dialect.information.InformationScan;
import io.hydrant.query.dialect.query.OutputColumn;
import io.hydrant.query.dialect.query.QueryRenderer;
import io.hydrant.query.dialect.query.RenderedQuery;
import io.hydrant.query.dialect.query.ScanUse;
import io.hydrant.query.dialect.text.TextLimits;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.Relations;
import io.hydrant.query.statement.MalformedStatement;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Translates queries of Athena's dialect to the engine's. Safe for any thread.
///
/// Names are resolved and types found before the engine sees anything, so that what is wrong is
/// refused with Athena's words and the place in the client's own text.
///
/// Source: Athena User Guide, SQL reference for Athena (engine version 3); Trino documentation.
public final class QueryTranslator {
    private QueryTranslator() {}

    /// Reads and translates the text of a query.
    ///
    /// @param currentDatabase where names without a database are looked for
    /// @param parameters SQL literals that question marks stand for, in order
    /// @throws MalformedStatement when the text is no query
    /// @throws QueryFailure when the query is wrong, or not supported
    public static TranslatedQuery translate(
            String sql, String currentDatabase, Relations relations, List<String> parameters)
            throws MalformedStatement, QueryFailure {
        if (StatementReader.statement(sql) instanceof Query query) {
            return translate(query, currentDatabase, relations, expressions(parameters));
        }
        throw new MalformedStatement("Queries of this type are not supported");
    }

    /// Translates a query that was read, as one inside another statement.
    ///
    /// @param parameters what question marks stand for, in order
    public static TranslatedQuery translate(
            Query query, String currentDatabase, Relations relations, List<Expression> parameters)
            throws QueryFailure {
        QueryRenderer renderer = new QueryRenderer(new Translation(parameters), relations);
        return translate(query, currentDatabase, renderer, relations);
    }

    private static TranslatedQuery translate(
            Query query, String currentDatabase, QueryRenderer renderer, Relations relations)
            throws QueryFailure {
        RenderedQuery rendered = renderer.render(query, currentDatabase.toLowerCase(Locale.ROOT));
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (OutputColumn column : rendered.columns()) {
            names.add(column.name().orElse("_col" + names.size()));
            types.add(column.type().display());
        }
        List<TableScan> scans = new ArrayList<>();
        for (ScanUse use : renderer.scans()) {
            // Translating a part again leaves the scans of the first time unused.
            if (isUsed(use.relation(), rendered.sql())) {
                scans.add(
                        new TableScan(
                                use.relation(),
                                use.table(),
                                use.partitionFilter(),
                                renderer.hidden(use),
                                use.partitionsOnly()));
            }
        }
        String sql = withInformation(shown(rendered), renderer, relations);
        return new TranslatedQuery(sql, scans, names, 0, types);
    }

    private static boolean isUsed(String relation, String sql) {
        return Pattern.compile("\\b" + relation + "\\b").matcher(sql).find();
    }

    /// The query with texts for intervals: the engine's own have another form.
    private static String shown(RenderedQuery query) {
        if (query.columns().stream().noneMatch(column -> TypeRules.isInterval(column.type()))) {
            return query.sql();
        }
        List<String> columns = new ArrayList<>();
        for (OutputColumn column : query.columns()) {
            String name = "c" + columns.size();
            boolean interval = TypeRules.isInterval(column.type());
            Typed value = new Typed("shown." + name, column.type());
            columns.add((interval ? Intervals.text(value) : value.sql()) + " AS " + name);
        }
        return "SELECT " + String.join(", ", columns) + " FROM (" + query.sql() + ") shown";
    }

    /// The query with the tables of `information_schema` that it uses before it.
    private static String withInformation(String sql, QueryRenderer renderer, Relations relations)
            throws QueryFailure {
        List<String> definitions = new ArrayList<>();
        for (InformationScan scan : renderer.information()) {
            if (isUsed(scan.relation(), sql)) {
                definitions.add(scan.definition(relations));
            }
        }
        if (definitions.isEmpty()) {
            return sql;
        }
        String first = String.join(", ", definitions);
        for (String with : List.of("WITH RECURSIVE ", "WITH ")) {
            if (sql.startsWith(with)) {
                return with + first + ", " + sql.substring(with.length());
            }
        }
        return "WITH " + first + " " + sql;
    }

    /// What clients give for question marks: SQL literals.
    ///
    /// @throws QueryFailure when one is no expression
    public static List<Expression> expressions(List<String> literals) throws QueryFailure {
        List<Expression> expressions = new ArrayList<>();
        for (String literal : literals) {
            Optional<String> refusal = TextLimits.refusal(literal);
            if (refusal.isPresent()) {
                throw QueryFailure.user("INVALID_PARAMETER_USAGE", refusal.get());
            }
            try {
                expressions.add(new SqlParser().createExpression(literal));
            } catch (ParsingException e) {
                throw QueryFailure.user(
                        "INVALID_PARAMETER_USAGE",
                        "Parameter %d is no SQL literal: %s"
                                .formatted(expressions.size() + 1, literal));
            }
        }
        return expressions;
    }
}
