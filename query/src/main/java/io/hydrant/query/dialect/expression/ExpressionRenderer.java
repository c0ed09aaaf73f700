package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Member;
import io.hydrant.query.dialect.type.SqlType.Row;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.ArithmeticUnaryExpression;
import io.trino.sql.tree.AtTimeZone;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.CoalesceExpression;
import io.trino.sql.tree.CurrentDate;
import io.trino.sql.tree.CurrentTimestamp;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.ExistsPredicate;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Extract;
import io.trino.sql.tree.Format;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.GroupingOperation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.IfExpression;
import io.trino.sql.tree.JsonExists;
import io.trino.sql.tree.JsonQuery;
import io.trino.sql.tree.JsonValue;
import io.trino.sql.tree.LambdaArgumentDeclaration;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.Literal;
import io.trino.sql.tree.LocalTimestamp;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.NotExpression;
import io.trino.sql.tree.NullIfExpression;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Predicated;
import io.trino.sql.tree.SearchedCaseExpression;
import io.trino.sql.tree.SimpleCaseExpression;
import io.trino.sql.tree.SubqueryExpression;
import io.trino.sql.tree.SubscriptExpression;
import io.trino.sql.tree.Trim;
import io.trino.sql.tree.TryExpression;
import io.trino.sql.tree.WindowSpecification;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Translates expressions at one place of a query. For one thread.
///
/// What is not known here is refused by name: there is no way for a text to get through unread.
public final class ExpressionRenderer {
    private final Scope scope;
    private final Translation translation;
    private final Subqueries subqueries;
    private final Usage usage;
    private final Map<String, WindowSpecification> windows;

    /// @param windows of the query's `WINDOW` clause, by lower-case name
    public ExpressionRenderer(
            Scope scope,
            Translation translation,
            Subqueries subqueries,
            Map<String, WindowSpecification> windows) {
        this(scope, translation, subqueries, new Usage(), windows);
    }

    private ExpressionRenderer(
            Scope scope,
            Translation translation,
            Subqueries subqueries,
            Usage usage,
            Map<String, WindowSpecification> windows) {
        this.scope = scope;
        this.translation = translation;
        this.subqueries = subqueries;
        this.usage = usage;
        this.windows = Map.copyOf(windows);
    }

    /// What the expressions translated so far need.
    public Usage usage() {
        return usage;
    }

    Translation translation() {
        return translation;
    }

    Map<String, WindowSpecification> windows() {
        return windows;
    }

    public Typed render(Expression expression) throws QueryFailure {
        translation.enter(expression);
        try {
            Typed rendered = dispatch(expression);
            translation.rendered(expression, rendered.sql().length());
            return rendered;
        } finally {
            translation.leave();
        }
    }

    /// Translates a condition.
    ///
    /// @param clause such as `WHERE clause`, for the message when it is none
    public String condition(Expression expression, String clause) throws QueryFailure {
        Typed rendered = render(expression);
        if (rendered.type() != Scalar.BOOLEAN && rendered.type() != Scalar.UNKNOWN) {
            throw Refusals.at(
                    expression,
                    "TYPE_MISMATCH",
                    clause
                            + " must evaluate to a boolean: actual type "
                            + rendered.type().display());
        }
        return rendered.sql();
    }

    List<Typed> renderAll(List<Expression> expressions) throws QueryFailure {
        List<Typed> rendered = new ArrayList<>();
        for (Expression expression : expressions) {
            rendered.add(render(expression));
        }
        return rendered;
    }

    private Typed dispatch(Expression expression) throws QueryFailure {
        return switch (expression) {
            case Identifier name -> column(name, List.of(lower(name)));
            case DereferenceExpression dereference -> dereference(dereference);
            case Literal literal -> Literals.render(literal);
            case Parameter parameter -> render(translation.parameter(parameter, parameter.getId()));
            case ArithmeticBinaryExpression binary ->
                    Arithmetic.binary(binary, render(binary.getLeft()), render(binary.getRight()));
            case ArithmeticUnaryExpression unary ->
                    Arithmetic.unary(unary, render(unary.getValue()));
            case LogicalExpression logical -> logical(logical);
            case NotExpression not ->
                    new Typed(
                            "(NOT "
                                    + condition(not.getValue(), "Value of logical NOT expression")
                                    + ")",
                            Scalar.BOOLEAN);
            case Predicated predicated -> new Predicates(this).render(predicated);
            case ExistsPredicate exists -> {
                Subqueries.Subquery found = subquery(exists.getSubquery());
                yield new Typed("(EXISTS " + found.sql() + ")", Scalar.BOOLEAN);
            }
            case SubqueryExpression subquery -> scalarSubquery(subquery);
            case Cast cast -> new Casts(this).render(cast);
            case FunctionCall call -> new Calls(this).render(call);
            default -> dispatchForm(expression);
        };
    }

    private Typed dispatchForm(Expression expression) throws QueryFailure {
        Conditionals conditionals = new Conditionals(this);
        return switch (expression) {
            case SearchedCaseExpression searched -> conditionals.searched(searched);
            case SimpleCaseExpression simple -> conditionals.simple(simple);
            case IfExpression chosen -> conditionals.chosen(chosen);
            case CoalesceExpression coalesce -> conditionals.coalesce(coalesce);
            case NullIfExpression nullIf -> conditionals.nullIf(nullIf);
            case TryExpression tried -> conditionals.tried(tried);
            case GroupingOperation grouping -> grouping(grouping);
            case io.trino.sql.tree.Array array -> new Nested(this).array(array);
            case io.trino.sql.tree.Row row -> new Nested(this).row(row);
            case SubscriptExpression subscript -> new Nested(this).subscript(subscript);
            case Trim trim -> trim(trim);
            case Extract extract -> extract(extract);
            case AtTimeZone at ->
                    DateTimes.atTimeZone(at, render(at.getValue()), render(at.getTimeZone()));
            case CurrentDate _ -> new Typed("current_date", Scalar.DATE);
            case CurrentTimestamp now ->
                    DateTimes.now(now, new SqlType.ZonedTimestamp(now.getPrecision().orElse(3)));
            case LocalTimestamp now ->
                    DateTimes.now(now, new SqlType.Timestamp(now.getPrecision().orElse(3)));
            case Format format -> new Formats(this).render(format);
            case JsonExists exists -> new SqlJson(this).exists(exists);
            case JsonValue value -> new SqlJson(this).value(value);
            case JsonQuery query -> new SqlJson(this).query(query);
            case LambdaExpression lambda ->
                    throw Refusals.at(
                            lambda,
                            "TYPE_MISMATCH",
                            "Lambda expression should always be used inside a function");
            default ->
                    throw Refusals.notSupported(expression, expression.getClass().getSimpleName());
        };
    }

    static String lower(Identifier name) {
        return name.getValue().toLowerCase(Locale.ROOT);
    }

    private Typed column(Expression place, List<String> parts) throws QueryFailure {
        Optional<Scope.Found> found = scope.find(place, parts);
        if (found.isEmpty()) {
            throw Refusals.at(
                    place,
                    "COLUMN_NOT_FOUND",
                    "Column '"
                            + String.join(".", parts)
                            + "' cannot be resolved or requester is not authorized to access"
                            + " requested resources");
        }
        Field field = found.get().field();
        translation.use(field);
        usage.field(field, found.get().local());
        Typed value = new Typed(field.sql(), field.type());
        for (String member : parts.subList(found.get().used(), parts.size())) {
            value = member(place, value, member);
        }
        return value;
    }

    private Typed dereference(DereferenceExpression dereference) throws QueryFailure {
        List<String> parts = new ArrayList<>();
        Expression at = dereference;
        while (at instanceof DereferenceExpression inner && inner.getField().isPresent()) {
            parts.addFirst(lower(inner.getField().get()));
            at = inner.getBase();
        }
        if (at instanceof Identifier first) {
            parts.addFirst(lower(first));
            return column(dereference, parts);
        }
        Typed value = render(dereference.getBase());
        return member(dereference, value, parts.getLast());
    }

    private static Typed member(Expression place, Typed value, String name) throws QueryFailure {
        if (value.type() instanceof Row row) {
            for (int i = 0; i < row.members().size(); i++) {
                Member member = row.members().get(i);
                if (member.name().filter(name::equals).isPresent()) {
                    return new Typed(
                            "(" + value.sql() + ")." + Sql.quoted(row.engineName(i)),
                            member.type());
                }
            }
            throw Refusals.at(
                    place,
                    "COLUMN_NOT_FOUND",
                    "Column '" + name + "' cannot be resolved in " + row.display());
        }
        throw Refusals.at(
                place,
                "TYPE_MISMATCH",
                "Expression of type "
                        + value.type().display()
                        + " is not of type ROW: it has no field '"
                        + name
                        + "'");
    }

    private Typed logical(LogicalExpression logical) throws QueryFailure {
        List<String> terms = new ArrayList<>();
        int length = 0;
        for (Expression term : logical.getTerms()) {
            String text = condition(term, "Logical expression term");
            length += text.length();
            translation.checkLength(term, length);
            terms.add(text);
        }
        String operator =
                logical.getOperator() == LogicalExpression.Operator.AND ? " AND " : " OR ";
        return new Typed("(" + String.join(operator, terms) + ")", Scalar.BOOLEAN);
    }

    /// A query in brackets.
    Subqueries.Subquery subquery(Expression expression) throws QueryFailure {
        if (expression instanceof SubqueryExpression query) {
            usage.notOfRowAlone();
            return subqueries.translate(query.getQuery(), scope);
        }
        throw Refusals.notSupported(expression, expression.getClass().getSimpleName());
    }

    private Typed scalarSubquery(SubqueryExpression expression) throws QueryFailure {
        Subqueries.Subquery found = subquery(expression);
        if (found.types().size() != 1) {
            throw Refusals.at(
                    expression,
                    "NOT_SUPPORTED",
                    "Multiple columns returned by subquery are not yet supported. Found "
                            + found.types().size());
        }
        return new Typed(found.sql(), found.types().getFirst());
    }

    private Typed grouping(GroupingOperation grouping) throws QueryFailure {
        usage.aggregate();
        List<String> columns = new ArrayList<>();
        for (Typed column : renderAll(grouping.getGroupingColumns())) {
            columns.add(column.sql());
        }
        return new Typed("GROUPING(" + String.join(", ", columns) + ")", Scalar.BIGINT);
    }

    private Typed trim(Trim trim) throws QueryFailure {
        String name =
                switch (trim.getSpecification()) {
                    case BOTH -> "trim";
                    case LEADING -> "ltrim";
                    case TRAILING -> "rtrim";
                };
        List<Expression> arguments = new ArrayList<>(List.of(trim.getTrimSource()));
        trim.getTrimCharacter().ifPresent(arguments::add);
        return new Calls(this).plain(trim, name, arguments);
    }

    private Typed extract(Extract extract) throws QueryFailure {
        String field = extract.getField().name().toLowerCase(Locale.ROOT);
        return new Calls(this).plain(extract, field, List.of(extract.getExpression()));
    }

    /// The body of a lambda.
    ///
    /// @param parameters what its parameters are in the engine, and their types
    Typed body(LambdaExpression lambda, List<Typed> parameters) throws QueryFailure {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            LambdaArgumentDeclaration declared = lambda.getArguments().get(i);
            Typed parameter = parameters.get(i);
            fields.add(
                    new Field(
                            List.of(),
                            Optional.of(lower(declared.getName())),
                            parameter.sql(),
                            parameter.type(),
                            Optional.empty()));
        }
        Usage inner = new Usage();
        ExpressionRenderer renderer =
                new ExpressionRenderer(
                        Scope.of(fields, scope), translation, subqueries, inner, windows);
        Typed body = renderer.render(lambda.getBody());
        // Fields of the row are seen as from outside the lambda's own scope.
        usage.add(inner);
        usage.notOfRowAlone();
        return body;
    }

    /// The type of all of them together.
    SqlType common(Expression place, List<Typed> values, String what) throws QueryFailure {
        SqlType common = Scalar.UNKNOWN;
        for (Typed value : values) {
            Optional<SqlType> wider = TypeRules.common(common, value.type());
            if (wider.isEmpty()) {
                throw Refusals.at(
                        place,
                        "TYPE_MISMATCH",
                        what
                                + " must be the same type or coercible to a common type. Cannot"
                                + " find common type between "
                                + common.display()
                                + " and "
                                + value.type().display());
            }
            common = wider.get();
        }
        return common;
    }

    static Typed text(String sql) {
        return new Typed(sql, Varchar.UNBOUNDED);
    }
}
