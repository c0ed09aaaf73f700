package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.ExpressionRenderer;
import io.hydrant.query.dialect.expression.Field;
import io.hydrant.query.dialect.expression.Scope;
import io.hydrant.query.dialect.expression.Typed;
import io.hydrant.query.dialect.expression.Usage;
import io.hydrant.query.dialect.expression.ZonedTexts;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.ZonedTimestamp;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Select;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.WindowSpecification;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Translates the list of a `SELECT`. `*` becomes the columns that it stands for.
final class Selection {
    private final QueryRenderer queries;
    private final Environment environment;
    private final Scope scope;
    private final Map<String, WindowSpecification> windows;
    private final List<SelectItem> items = new ArrayList<>();
    private boolean windowed;

    Selection(
            QueryRenderer queries,
            Environment environment,
            Scope scope,
            Map<String, WindowSpecification> windows) {
        this.queries = queries;
        this.environment = environment;
        this.scope = scope;
        this.windows = windows;
    }

    List<SelectItem> render(Select select) throws QueryFailure {
        for (io.trino.sql.tree.SelectItem item : select.getSelectItems()) {
            switch (item) {
                case AllColumns all -> expand(all);
                case SingleColumn column -> single(column);
                default -> throw Refusals.notSupported(item, item.getClass().getSimpleName());
            }
        }
        return items;
    }

    boolean isWindowed() {
        return windowed;
    }

    private void expand(AllColumns all) throws QueryFailure {
        List<Field> fields = scope.fields();
        Optional<List<String>> qualifier = all.getTarget().flatMap(Selection::names);
        if (qualifier.isPresent()) {
            fields = scope.ofRelation(qualifier.get());
        }
        if (all.getTarget().isPresent() && (qualifier.isEmpty() || fields.isEmpty())) {
            fields = members(all, all.getTarget().get());
        }
        List<Field> visible = fields.stream().filter(field -> !field.isHidden()).toList();
        if (visible.isEmpty()) {
            throw Refusals.at(
                    all, "COLUMN_NOT_FOUND", "SELECT * not allowed in queries without FROM clause");
        }
        List<Identifier> aliases = all.getAliases();
        if (!aliases.isEmpty() && aliases.size() != visible.size()) {
            throw Refusals.at(
                    all,
                    "MISMATCHED_COLUMN_ALIASES",
                    "Column alias list has %d entries but relation has %d columns"
                            .formatted(aliases.size(), visible.size()));
        }
        for (int i = 0; i < visible.size(); i++) {
            Field field = visible.get(i);
            Typed value = new Typed(field.sql(), field.type());
            Optional<String> name =
                    aliases.isEmpty()
                            ? field.name()
                            : Optional.of(aliases.get(i).getValue().toLowerCase(Locale.ROOT));
            add(value, new OutputColumn(name, field.type(), field.origin()), false);
        }
    }

    /// Members of a row, when the name is of no relation.
    private List<Field> members(AllColumns all, Expression target) throws QueryFailure {
        if (target instanceof Identifier name) {
            throw Refusals.at(
                    all,
                    "TABLE_NOT_FOUND",
                    "Unable to resolve reference " + name.getValue().toLowerCase(Locale.ROOT));
        }
        ExpressionRenderer renderer = queries.expressions(scope, environment, windows);
        Typed value = renderer.render(target);
        if (!(value.type() instanceof SqlType.Row row) || renderer.usage().hasAggregate()) {
            throw Refusals.at(
                    all,
                    "TYPE_MISMATCH",
                    "Cannot take .* of an expression of type " + value.type().display());
        }
        windowed |= renderer.usage().hasWindow();
        List<Field> members = new ArrayList<>();
        for (int i = 0; i < row.members().size(); i++) {
            members.add(
                    new Field(
                            List.of(),
                            row.members().get(i).name(),
                            "(" + value.sql() + ")." + Sql.quoted(row.engineName(i)),
                            row.members().get(i).type(),
                            Optional.empty()));
        }
        return members;
    }

    /// The name that an expression is; empty when it is another.
    private static Optional<List<String>> names(Expression target) {
        return switch (target) {
            case Identifier name -> Optional.of(List.of(name.getValue().toLowerCase(Locale.ROOT)));
            case DereferenceExpression dereference
                    when DereferenceExpression.getQualifiedName(dereference) != null ->
                    Optional.of(
                            DereferenceExpression.getQualifiedName(dereference).getParts().stream()
                                    .map(part -> part.toLowerCase(Locale.ROOT))
                                    .toList());
            default -> Optional.empty();
        };
    }

    private void single(SingleColumn column) throws QueryFailure {
        ExpressionRenderer renderer = queries.expressions(scope, environment, windows);
        Typed value = renderer.render(column.getExpression());
        Usage usage = renderer.usage();
        windowed |= usage.hasWindow();
        Optional<Field.Origin> origin =
                usage.fields().stream()
                        .filter(field -> field.sql().equals(value.sql()) && !field.isHidden())
                        .findFirst()
                        .flatMap(Field::origin);
        Optional<String> name =
                column.getAlias()
                        .or(() -> lastName(column.getExpression()))
                        .map(given -> given.getValue().toLowerCase(Locale.ROOT));
        add(value, new OutputColumn(name, value.type(), origin), usage.hasAggregate());
    }

    private static Optional<Identifier> lastName(Expression expression) {
        return switch (expression) {
            case Identifier name -> Optional.of(name);
            case DereferenceExpression dereference -> dereference.getField();
            default -> Optional.empty();
        };
    }

    private void add(Typed value, OutputColumn column, boolean aggregated) {
        items.add(new SelectItem(value, selected(value), column, aggregated));
    }

    /// The engine's own types may be wider; a zone is only in a text.
    private String selected(Typed value) {
        SqlType type = value.type();
        if (environment.top()
                && type instanceof ZonedTimestamp(int _, String zone)
                && !zone.equals(ZonedTimestamp.UTC)) {
            return ZonedTexts.of(value);
        }
        boolean exact =
                TypeRules.isNumber(type)
                        || type == Scalar.DATE
                        || type instanceof SqlType.Array(SqlType element)
                                && TypeRules.isNumber(element);
        return exact ? Sql.cast(value.sql(), type) : value.sql();
    }
}
