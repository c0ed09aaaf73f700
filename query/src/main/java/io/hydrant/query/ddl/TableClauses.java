package io.hydrant.query.ddl;

import static io.hydrant.query.ddl.Clauses.refused;

import io.hydrant.query.ddl.DdlStatement.Buckets;
import io.hydrant.query.ddl.DdlStatement.ColumnText;
import io.hydrant.query.ddl.DdlStatement.FileClasses;
import io.hydrant.query.ddl.DdlStatement.RowFormat;
import io.hydrant.query.ddl.DdlStatement.TableDefinition;
import io.hydrant.query.statement.MalformedStatement;

import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BucketSpecContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateFileFormatContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateTableClausesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateTableHeaderContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ErrorCapturingIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FileFormatContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.GenericFileFormatContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionColumnContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionFieldContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionFieldListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RowFormatContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RowFormatDelimitedContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RowFormatSerdeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableElementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableFileFormatContext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `CREATE EXTERNAL TABLE`.
final class TableClauses {
    private TableClauses() {}

    static DdlStatement.CreateTable read(CreateTableContext it) throws MalformedStatement {
        CreateTableHeaderContext header = it.createTableHeader();
        if (header.TEMPORARY() != null) {
            throw refused(header, "temporary tables are not supported");
        }
        if (it.tableProvider() != null) {
            throw refused(it.tableProvider(), "mismatched input 'USING'");
        }
        CreateTableClausesContext clauses = it.createTableClauses();
        Map<String, String> properties = Clauses.properties(clauses.propertyList());
        requireExternal(header, properties);
        refuseUnknown(clauses);
        RowFormat rowFormat = rowFormat(clauses.rowFormat());
        TableDefinition definition =
                new TableDefinition(
                        columns(it),
                        partitionKeys(clauses),
                        Clauses.comment(clauses.commentSpec()),
                        rowFormat,
                        files(clauses.createFileFormat()),
                        buckets(clauses.bucketSpec()),
                        Clauses.location(clauses.locationSpec()),
                        properties);
        return new DdlStatement.CreateTable(
                Clauses.target(header.identifierReference()), header.EXISTS() != null, definition);
    }

    private static void requireExternal(
            CreateTableHeaderContext header, Map<String, String> properties)
            throws MalformedStatement {
        if ("iceberg".equalsIgnoreCase(properties.get("table_type"))) {
            throw refused(header, "tables of type ICEBERG are not supported");
        }
        if (header.EXTERNAL() == null) {
            throw refused(
                    header,
                    "CREATE TABLE makes Iceberg tables, which are not supported; use CREATE"
                            + " EXTERNAL TABLE");
        }
    }

    private static void refuseUnknown(CreateTableClausesContext clauses) throws MalformedStatement {
        if (!clauses.OPTIONS().isEmpty()) {
            throw refused(clauses, "mismatched input 'OPTIONS'");
        }
        if (!clauses.skewSpec().isEmpty()) {
            throw refused(clauses.skewSpec(0), "SKEWED BY is not supported");
        }
        if (!clauses.clusterBySpec().isEmpty()) {
            throw refused(clauses.clusterBySpec(0), "CLUSTER BY is not supported");
        }
        if (!clauses.collationSpec().isEmpty()) {
            throw refused(clauses.collationSpec(0), "DEFAULT COLLATION is not supported");
        }
    }

    private static List<ColumnText> columns(CreateTableContext it) throws MalformedStatement {
        List<ColumnText> columns = new ArrayList<>();
        if (it.tableElementList() == null) {
            return columns;
        }
        for (TableElementContext element : it.tableElementList().tableElement()) {
            if (element.colDefinition() == null) {
                throw refused(element, "constraints are not supported");
            }
            columns.add(Clauses.column(element.colDefinition()));
        }
        return columns;
    }

    private static List<ColumnText> partitionKeys(CreateTableClausesContext clauses)
            throws MalformedStatement {
        List<ColumnText> keys = new ArrayList<>();
        Optional<PartitionFieldListContext> lists =
                Clauses.single(clauses.partitionFieldList(), "PARTITIONED BY");
        if (lists.isEmpty()) {
            return keys;
        }
        for (PartitionFieldContext field : lists.get().fields) {
            if (!(field instanceof PartitionColumnContext column)) {
                throw refused(
                        field, "a partition key needs a type; transforms are for Iceberg tables");
            }
            keys.add(Clauses.column(column.colType()));
        }
        return keys;
    }

    private static RowFormat rowFormat(List<RowFormatContext> formats) throws MalformedStatement {
        Optional<RowFormatContext> format = Clauses.single(formats, "ROW FORMAT");
        if (format.isEmpty()) {
            return RowFormat.UNNAMED;
        }
        return switch (format.get()) {
            case RowFormatSerdeContext serde ->
                    new RowFormat(
                            Optional.of(HiveTexts.string(serde.name)),
                            serde.props == null ? Map.of() : Clauses.properties(serde.props));
            case RowFormatDelimitedContext delimited ->
                    new RowFormat(Optional.of(FileFormats.LAZY_SIMPLE), delimiters(delimited));
            default -> throw refused(format.get(), "this ROW FORMAT is not supported");
        };
    }

    /// Under the names that Hive stores them by, misspelt ones too.
    private static Map<String, String> delimiters(RowFormatDelimitedContext it) {
        Map<String, String> all = new LinkedHashMap<>();
        put(all, "field.delim", it.fieldsTerminatedBy);
        put(all, "serialization.format", it.fieldsTerminatedBy);
        put(all, "escape.delim", it.escapedBy);
        put(all, "colelction.delim", it.collectionItemsTerminatedBy);
        put(all, "mapkey.delim", it.keysTerminatedBy);
        put(all, "line.delim", it.linesSeparatedBy);
        put(all, "serialization.null.format", it.nullDefinedAs);
        return all;
    }

    private static void put(Map<String, String> all, String key, StringLitContext literal) {
        Optional.ofNullable(literal).ifPresent(text -> all.put(key, HiveTexts.string(text)));
    }

    private static FileClasses files(List<CreateFileFormatContext> formats)
            throws MalformedStatement {
        Optional<CreateFileFormatContext> stored = Clauses.single(formats, "STORED AS");
        if (stored.isEmpty()) {
            return FileFormats.TEXT;
        }
        FileFormatContext format = stored.get().fileFormat();
        return switch (format) {
            case TableFileFormatContext classes ->
                    FileFormats.classes(
                            HiveTexts.string(classes.inFmt), HiveTexts.string(classes.outFmt));
            case GenericFileFormatContext named -> {
                String name = HiveTexts.source(named);
                yield FileFormats.named(name)
                        .orElseThrow(
                                () ->
                                        refused(
                                                named,
                                                "Unrecognized file format in STORED AS clause: '%s'"
                                                        .formatted(name)));
            }
            case null -> throw refused(stored.get(), "STORED BY is not supported");
            default -> throw refused(format, "this STORED AS is not supported");
        };
    }

    private static Optional<Buckets> buckets(List<BucketSpecContext> specs)
            throws MalformedStatement {
        Optional<BucketSpecContext> found = Clauses.single(specs, "CLUSTERED BY");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        BucketSpecContext spec = found.get();
        if (spec.SORTED() != null) {
            throw refused(spec, "SORTED BY is not supported");
        }
        List<String> columns = new ArrayList<>();
        for (ErrorCapturingIdentifierContext name : spec.identifierList().identifierSeq().ident) {
            columns.add(HiveTexts.name(name));
        }
        return Optional.of(new Buckets(columns, bucketCount(spec)));
    }

    private static int bucketCount(BucketSpecContext spec) throws MalformedStatement {
        String text = HiveTexts.source(spec.integerValue());
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException _) {
            // refused below, like every other number that is none of buckets
        }
        throw refused(spec, "the number of buckets must be positive but was " + text);
    }
}
