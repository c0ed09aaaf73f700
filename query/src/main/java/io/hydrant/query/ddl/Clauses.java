package io.hydrant.query.ddl;

import io.hydrant.query.ddl.DdlStatement.ColumnText;
import io.hydrant.query.ddl.DdlStatement.PartitionSpec;
import io.hydrant.query.ddl.DdlStatement.Target;
import io.hydrant.query.statement.MalformedStatement;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColDefinitionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColDefinitionDescriptorWithPositionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColDefinitionOptionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CommentSpecContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ErrorCapturingIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LocationSpecContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.MultipartIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionSpecContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionValContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyKeyOrStringLitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyValueContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PropertyWithKeyAndEqualsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QualifiedColTypeWithPositionContext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parts that many statements have.
final class Clauses {
    private static final int WITH_CATALOG = 3;
    private static final String CATALOG = "awsdatacatalog";

    private Clauses() {}

    /// Refuses a part of a statement by its place and name.
    static MalformedStatement refused(ParserRuleContext part, String what) {
        Token at = part.getStart();
        return new MalformedStatement(
                "FAILED: ParseException line %d:%d %s"
                        .formatted(at.getLine(), at.getCharPositionInLine(), what));
    }

    /// The only one of its kind, if any.
    ///
    /// @throws MalformedStatement when there are more
    static <C extends ParserRuleContext> Optional<C> single(List<C> parts, String what)
            throws MalformedStatement {
        if (parts.size() > 1) {
            throw refused(parts.get(1), what + " is given twice");
        }
        return parts.stream().findFirst();
    }

    /// A table's name. Database and table in one pair of quotes are two names, as `SHOW CREATE
    /// TABLE` writes them.
    static Target target(IdentifierReferenceContext reference) throws MalformedStatement {
        List<String> parts = names(plain(reference));
        if (parts.size() == 1) {
            parts = List.of(parts.getFirst().split("\\.", -1));
        }
        if (parts.size() == WITH_CATALOG && parts.getFirst().equals(CATALOG)) {
            parts = parts.subList(1, parts.size());
        }
        return switch (parts.size()) {
            case 1 -> new Target(Optional.empty(), parts.getFirst());
            case 2 -> new Target(Optional.of(parts.getFirst()), parts.getLast());
            default -> throw refused(reference, "'" + String.join(".", parts) + "' is no table");
        };
    }

    static String database(IdentifierReferenceContext reference) throws MalformedStatement {
        return database(plain(reference));
    }

    static String database(MultipartIdentifierContext reference) throws MalformedStatement {
        List<String> parts = names(reference);
        if (parts.size() == 2 && parts.getFirst().equals(CATALOG)) {
            return parts.getLast();
        }
        if (parts.size() != 1) {
            throw refused(reference, "'" + String.join(".", parts) + "' is no database");
        }
        return parts.getFirst();
    }

    private static MultipartIdentifierContext plain(IdentifierReferenceContext reference)
            throws MalformedStatement {
        if (reference.multipartIdentifier() instanceof MultipartIdentifierContext parts) {
            return parts;
        }
        throw refused(reference, "IDENTIFIER() is not supported");
    }

    static List<String> names(MultipartIdentifierContext parts) {
        List<String> names = new ArrayList<>();
        for (ErrorCapturingIdentifierContext part : parts.errorCapturingIdentifier()) {
            names.add(HiveTexts.name(part));
        }
        return names;
    }

    static String column(MultipartIdentifierContext name) throws MalformedStatement {
        List<String> parts = names(name);
        if (parts.size() != 1) {
            throw refused(name, "members of columns cannot be changed");
        }
        return parts.getFirst();
    }

    static Optional<String> comment(List<CommentSpecContext> comments) throws MalformedStatement {
        return single(comments, "COMMENT").map(part -> HiveTexts.string(part.stringLit()));
    }

    static Optional<String> location(List<LocationSpecContext> locations)
            throws MalformedStatement {
        return single(locations, "LOCATION").map(part -> HiveTexts.string(part.stringLit()));
    }

    static Map<String, String> properties(List<PropertyListContext> lists)
            throws MalformedStatement {
        Optional<PropertyListContext> list = single(lists, "a list of properties");
        return list.isPresent() ? properties(list.get()) : Map.of();
    }

    static Map<String, String> properties(PropertyListContext list) throws MalformedStatement {
        Map<String, String> all = new LinkedHashMap<>();
        for (PropertyContext property : list.property()) {
            if (!(property instanceof PropertyWithKeyAndEqualsContext pair)
                    || !(pair.value instanceof PropertyValueContext value)) {
                throw refused(property, "a property needs a value, as in 'key'='value'");
            }
            all.put(propertyKey(pair.key), propertyValue(value));
        }
        return all;
    }

    static String propertyKey(PropertyKeyOrStringLitContext key) {
        return key.stringLit() == null
                ? HiveTexts.source(key.propertyKey())
                : HiveTexts.string(key.stringLit());
    }

    private static String propertyValue(PropertyValueContext value) {
        return value.stringLit() == null
                ? HiveTexts.source(value)
                : HiveTexts.string(value.stringLit());
    }

    static ColumnText column(ColDefinitionContext column) throws MalformedStatement {
        List<CommentSpecContext> comments = new ArrayList<>();
        for (ColDefinitionOptionContext option : column.colDefinitionOption()) {
            if (option.commentSpec() == null) {
                throw refused(option, "a column has a name, a type and a comment only");
            }
            comments.add(option.commentSpec());
        }
        return new ColumnText(
                HiveTexts.name(column.colName),
                HiveTexts.type(column.dataType()),
                comment(comments));
    }

    static ColumnText column(ColTypeContext column) throws MalformedStatement {
        List<CommentSpecContext> comments =
                column.commentSpec() == null ? List.of() : List.of(column.commentSpec());
        return new ColumnText(
                HiveTexts.name(column.colName),
                HiveTexts.type(column.dataType()),
                comment(comments));
    }

    static ColumnText column(QualifiedColTypeWithPositionContext column) throws MalformedStatement {
        List<CommentSpecContext> comments = new ArrayList<>();
        for (ColDefinitionDescriptorWithPositionContext option :
                column.colDefinitionDescriptorWithPosition()) {
            if (option.commentSpec() == null) {
                throw refused(option, "a column has a name, a type and a comment only");
            }
            comments.add(option.commentSpec());
        }
        return new ColumnText(
                column(column.name), HiveTexts.type(column.dataType()), comment(comments));
    }

    static PartitionSpec partition(PartitionSpecContext spec) throws MalformedStatement {
        Map<String, String> values = new LinkedHashMap<>();
        for (PartitionValContext value : spec.partitionVal()) {
            if (value.EQ() == null || value.constant() == null) {
                throw refused(value, "a partition key needs a value, as in year='2026'");
            }
            String text = HiveTexts.source(value.constant());
            boolean quoted = text.startsWith("'") || text.startsWith("\"");
            values.put(HiveTexts.name(value.identifier()), quoted ? HiveTexts.string(text) : text);
        }
        return new PartitionSpec(values);
    }
}
