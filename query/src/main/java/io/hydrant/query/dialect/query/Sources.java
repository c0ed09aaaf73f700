package io.hydrant.query.dialect.query;

import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.UnsupportedType;
import io.hydrant.query.dialect.expression.Field;
import io.hydrant.query.dialect.expression.Field.Origin;
import io.hydrant.query.dialect.expression.Scope;
import io.hydrant.query.dialect.information.InformationTable;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.TypeReader;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.Relation;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.Lateral;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.SampledRelation;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableFunctionInvocation;
import io.trino.sql.tree.Unnest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Translates what follows `FROM`. A name is looked for among the queries of `WITH` clauses, then
/// in the catalog, and nowhere else.
final class Sources {
    private static final String CATALOG = "awsdatacatalog";
    private static final String PARTITIONS = "$partitions";
    private static final int VIEW_DEPTH_MAX = 16;

    private final QueryRenderer queries;
    private final Environment environment;

    Sources(QueryRenderer queries, Environment environment) {
        this.queries = queries;
        this.environment = environment;
    }

    /// @param before fields that a lateral relation may name
    Source render(io.trino.sql.tree.Relation relation, Scope before) throws QueryFailure {
        queries.translation().enter(relation);
        try {
            return switch (relation) {
                case Table table -> table(table);
                case AliasedRelation aliased -> aliased(aliased, before);
                case Join join -> new Joins(queries, environment, this).render(join, before);
                case Unnest unnest -> new Unnests(queries, environment).render(unnest, before);
                case Lateral lateral ->
                        derived(
                                queries.query(lateral.getQuery(), environment.inner(before)),
                                "LATERAL ");
                case SampledRelation sampled -> sampled(sampled, before);
                case TableFunctionInvocation call ->
                        throw Refusals.at(
                                call,
                                "FUNCTION_NOT_FOUND",
                                "Table function '"
                                        + call.getName().toString().toLowerCase(Locale.ROOT)
                                        + "' not registered");
                case QueryBody body ->
                        derived(queries.body(body, environment.inner(environment.outer())), "");
                default ->
                        throw Refusals.notSupported(relation, relation.getClass().getSimpleName());
            };
        } finally {
            queries.translation().leave();
        }
    }

    private Source derived(RenderedQuery query, String prefix) {
        String alias = queries.translation().freshName("r");
        return new Source(
                prefix + "(" + query.sql() + ") " + alias,
                fields(query.columns(), alias, List.of()),
                true);
    }

    private static List<Field> fields(
            List<OutputColumn> columns, String alias, List<String> qualifier) {
        List<Field> fields = new ArrayList<>();
        for (OutputColumn column : columns) {
            fields.add(
                    new Field(
                            qualifier,
                            column.name(),
                            alias + "." + OutputColumn.engineName(fields.size()),
                            column.type(),
                            column.origin()));
        }
        return fields;
    }

    private Source aliased(AliasedRelation aliased, Scope before) throws QueryFailure {
        Source source = render(aliased.getRelation(), before);
        String alias = aliased.getAlias().getValue().toLowerCase(Locale.ROOT);
        List<io.trino.sql.tree.Identifier> names =
                aliased.getColumnNames() == null ? List.of() : aliased.getColumnNames();
        long visible = source.fields().stream().filter(field -> !field.isHidden()).count();
        if (!names.isEmpty() && names.size() != visible) {
            throw Refusals.at(
                    aliased,
                    "MISMATCHED_COLUMN_ALIASES",
                    "Column alias list has %d entries but '%s' has %d columns available"
                            .formatted(names.size(), alias, visible));
        }
        List<Field> fields = new ArrayList<>();
        int next = 0;
        for (Field field : source.fields()) {
            Optional<String> name = field.name();
            if (!field.isHidden() && !names.isEmpty()) {
                name = Optional.of(names.get(next).getValue().toLowerCase(Locale.ROOT));
                next++;
            }
            fields.add(new Field(List.of(alias), name, field.sql(), field.type(), field.origin()));
        }
        return new Source(source.sql(), fields, source.single());
    }

    private Source sampled(SampledRelation sampled, Scope before) throws QueryFailure {
        Source source = render(sampled.getRelation(), before);
        if (!source.single()) {
            throw Refusals.notSupported(sampled, "TABLESAMPLE of a join");
        }
        double percent;
        try {
            percent = Double.parseDouble(sampled.getSamplePercentage().toString().replace("'", ""));
        } catch (NumberFormatException e) {
            throw Refusals.notSupported(sampled, "TABLESAMPLE with a percentage that is no number");
        }
        if (!(percent >= 0 && percent <= 100)) {
            throw Refusals.at(
                    sampled,
                    "NUMERIC_VALUE_OUT_OF_RANGE",
                    "Sample percentage must be between 0 and 100 but was " + percent);
        }
        String method =
                switch (sampled.getType()) {
                    case BERNOULLI -> "bernoulli";
                    case SYSTEM -> "system";
                };
        return new Source(
                source.sql() + " TABLESAMPLE " + method + "(" + percent + " PERCENT)",
                source.withoutOrigins().fields(),
                false);
    }

    private Source table(Table table) throws QueryFailure {
        if (table.getQueryPeriod().isPresent() || table.getBranch().isPresent()) {
            throw Refusals.notSupported(table, "A version of a table (FOR ... AS OF)");
        }
        List<String> parts =
                table.getName().getParts().stream()
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .toList();
        Optional<CommonTable> common =
                parts.size() == 1
                        ? Optional.ofNullable(environment.commonTables().get(parts.getFirst()))
                        : Optional.empty();
        if (common.isPresent()) {
            String alias = queries.translation().freshName("r");
            return new Source(
                    common.get().engineName() + " " + alias,
                    fields(common.get().columns(), alias, parts),
                    true);
        }
        return catalogTable(table, parts);
    }

    private Source catalogTable(Table place, List<String> parts) throws QueryFailure {
        if (parts.size() > 3) {
            throw Refusals.at(
                    place, "SYNTAX_ERROR", "Too many dots in table name: " + place.getName());
        }
        String database = parts.size() == 1 ? environment.database() : parts.get(parts.size() - 2);
        if (parts.size() == 3 && !parts.getFirst().equals(CATALOG)) {
            throw Refusals.at(
                    place,
                    "CATALOG_NOT_FOUND",
                    "Catalog '" + parts.getFirst() + "' does not exist");
        }
        String given = parts.getLast();
        boolean partitionsOnly = given.endsWith(PARTITIONS);
        String name =
                partitionsOnly ? given.substring(0, given.length() - PARTITIONS.length()) : given;
        if (database.equals(InformationTable.SCHEMA)) {
            return information(place, given);
        }
        if (!queries.relations().hasDatabase(database)) {
            throw Refusals.at(
                    place, "SCHEMA_NOT_FOUND", "Schema '" + database + "' does not exist");
        }
        Optional<Relation> found = queries.relations().find(database, name);
        QueryFailure missing =
                Refusals.at(
                        place,
                        "TABLE_NOT_FOUND",
                        "Table '%s.%s.%s' does not exist".formatted(CATALOG, database, given));
        return switch (found.orElseThrow(() -> missing)) {
            case Relation.FileTable table when partitionsOnly && table.partitionKeys().isEmpty() ->
                    throw missing;
            case Relation.FileTable table -> scan(place, table, partitionsOnly, given);
            case Relation.View _ when partitionsOnly -> throw missing;
            case Relation.View view -> view(place, view);
        };
    }

    private Source information(Table place, String name) throws QueryFailure {
        Optional<InformationTable> table = InformationTable.named(name);
        if (table.isEmpty()) {
            throw Refusals.at(
                    place,
                    "TABLE_NOT_FOUND",
                    "Table '%s.%s.%s' does not exist"
                            .formatted(CATALOG, InformationTable.SCHEMA, name));
        }
        List<Field> fields = new ArrayList<>();
        int number = queries.newInformation(table.get());
        String relation = queries.information(number).relation();
        for (String column : table.get().columns()) {
            fields.add(
                    new Field(
                            List.of(CATALOG, InformationTable.SCHEMA, name),
                            Optional.of(column),
                            relation + "." + column,
                            InformationTable.type(column),
                            Optional.of(new Origin(number, column, false))));
        }
        return new Source(relation, fields, true);
    }

    private Source view(Table place, Relation.View view) throws QueryFailure {
        if (environment.viewDepth() == VIEW_DEPTH_MAX) {
            throw Refusals.at(
                    place,
                    "VIEW_IS_RECURSIVE",
                    "View '%s' lies in more than %d others or in itself"
                            .formatted(view.name(), VIEW_DEPTH_MAX));
        }
        Query query = ViewTexts.parse(place, view);
        Environment inside =
                new Environment(
                        view.database().toLowerCase(Locale.ROOT),
                        Map.of(),
                        Scope.EMPTY,
                        TableUses.count(query),
                        environment.viewDepth() + 1,
                        false);
        String alias = queries.translation().freshName("r");
        RenderedQuery rendered = queries.query(query, inside);
        List<String> qualifier = List.of(CATALOG, view.name().database(), view.name().table());
        return new Source(
                "(" + rendered.sql() + ") " + alias,
                fields(rendered.columns(), alias, qualifier),
                true);
    }

    private Source scan(Table place, Relation.FileTable table, boolean partitionsOnly, String given)
            throws QueryFailure {
        ScanUse scan = queries.newScan(place, table, partitionsOnly);
        List<String> qualifier = List.of(CATALOG, table.name().database(), given);
        List<Field> fields = new ArrayList<>();
        if (!partitionsOnly) {
            table.columns()
                    .forEach(
                            column ->
                                    fields.add(
                                            field(
                                                    scan,
                                                    qualifier,
                                                    column.name(),
                                                    type(column.type()),
                                                    Optional.empty())));
        }
        table.partitionKeys()
                .forEach(
                        key ->
                                fields.add(
                                        field(
                                                scan,
                                                qualifier,
                                                key.name(),
                                                type(key.type()),
                                                Optional.of(false))));
        if (!partitionsOnly) {
            List.of("$path", "$partition")
                    .forEach(
                            name ->
                                    fields.add(
                                            field(
                                                    scan,
                                                    qualifier,
                                                    name,
                                                    Varchar.UNBOUNDED,
                                                    Optional.of(true))));
            fields.add(field(scan, qualifier, "$file_size", Scalar.BIGINT, Optional.of(true)));
            fields.add(
                    field(
                            scan,
                            qualifier,
                            "$file_modified_time",
                            new SqlType.ZonedTimestamp(3),
                            Optional.of(true)));
        }
        return new Source(scan.relation(), fields, true);
    }

    /// @param hidden empty for a column of the files' rows
    private static Field field(
            ScanUse scan,
            List<String> qualifier,
            String name,
            SqlType type,
            Optional<Boolean> hidden) {
        String lower = name.toLowerCase(Locale.ROOT);
        return new Field(
                qualifier,
                Optional.of(lower),
                scan.relation() + "." + Sql.quoted(lower),
                type,
                hidden.map(is -> new Origin(scan.number(), lower, is)));
    }

    /// Of a type that queries do not know, nothing is checked.
    private static SqlType type(String hive) {
        try {
            return TypeReader.ofHive(HiveTypeParser.parse(hive));
        } catch (UnsupportedType e) {
            return Scalar.UNKNOWN;
        }
    }
}
