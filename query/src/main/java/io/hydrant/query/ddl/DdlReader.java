package io.hydrant.query.ddl;

import static io.hydrant.query.ddl.Clauses.refused;

import io.hydrant.query.ddl.DdlStatement.ColumnText;
import io.hydrant.query.ddl.DdlStatement.Detail;
import io.hydrant.query.ddl.DdlStatement.PartitionSpec;
import io.hydrant.query.ddl.DdlStatement.PlacedPartition;
import io.hydrant.query.ddl.DdlStatement.Target;
import io.hydrant.query.statement.MalformedStatement;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AddTableColumnsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AddTablePartitionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateNamespaceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeRelationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DropNamespaceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DropTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DropTablePartitionsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DropViewContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.HiveChangeColumnContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.HiveReplaceColumnsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LocationSpecContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamespaceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionSpecContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PartitionSpecLocationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QualifiedColTypeWithPositionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QualifiedColTypeWithPositionListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RenameTablePartitionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RepairTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetNamespacePropertiesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetTableLocationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetTablePropertiesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowColumnsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowCreateTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowNamespacesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowPartitionsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowTablesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowTblPropertiesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowViewsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLitContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads statements of Hive's grammar.
public final class DdlReader {
    private DdlReader() {}

    /// @throws MalformedStatement when it is none, or of a kind that Athena does not have
    public static DdlStatement read(String text) throws MalformedStatement {
        StatementContext statement = HiveGrammar.parse(text);
        return switch (statement) {
            case CreateNamespaceContext it -> createDatabase(it);
            case DropNamespaceContext it -> dropDatabase(it);
            case SetNamespacePropertiesContext it -> alterDatabase(it);
            case ShowNamespacesContext it -> new DdlStatement.ShowDatabases(text(it.pattern));
            case CreateTableContext it -> TableClauses.read(it);
            case DropTableContext it ->
                    new DdlStatement.DropTable(
                            Clauses.target(it.identifierReference()), it.EXISTS() != null, false);
            case DropViewContext it ->
                    new DdlStatement.DropTable(
                            Clauses.target(it.identifierReference()), it.EXISTS() != null, true);
            case RepairTableContext it -> repair(it);
            case DescribeRelationContext it -> describe(it);
            default -> alterOrShow(statement);
        };
    }

    private static DdlStatement alterOrShow(StatementContext statement) throws MalformedStatement {
        return switch (statement) {
            case AddTablePartitionContext it -> addPartitions(it);
            case DropTablePartitionsContext it -> dropPartitions(it);
            case RenameTablePartitionContext it ->
                    new DdlStatement.RenamePartition(
                            Clauses.target(it.identifierReference()),
                            Clauses.partition(it.from),
                            Clauses.partition(it.to));
            case SetTableLocationContext it ->
                    new DdlStatement.SetLocation(
                            Clauses.target(it.identifierReference()),
                            partition(it.partitionSpec()),
                            HiveTexts.string(it.locationSpec().stringLit()));
            case SetTablePropertiesContext it ->
                    new DdlStatement.SetProperties(
                            Clauses.target(it.identifierReference()),
                            Clauses.properties(it.propertyList()));
            case AddTableColumnsContext it ->
                    new DdlStatement.AddColumns(
                            Clauses.target(it.identifierReference()), columns(it.columns));
            case HiveReplaceColumnsContext it -> replaceColumns(it);
            case HiveChangeColumnContext it -> changeColumn(it);
            default -> show(statement);
        };
    }

    private static DdlStatement show(StatementContext statement) throws MalformedStatement {
        return switch (statement) {
            case ShowTablesContext it ->
                    new DdlStatement.ShowTables(
                            it.identifierReference() == null
                                    ? Optional.empty()
                                    : Optional.of(Clauses.database(it.identifierReference())),
                            text(it.pattern),
                            false);
            case ShowViewsContext it ->
                    new DdlStatement.ShowTables(
                            it.identifierReference() == null
                                    ? Optional.empty()
                                    : Optional.of(Clauses.database(it.identifierReference())),
                            text(it.pattern),
                            true);
            case ShowPartitionsContext it ->
                    new DdlStatement.ShowPartitions(
                            Clauses.target(it.identifierReference()),
                            partition(it.partitionSpec()));
            case ShowColumnsContext it -> showColumns(it);
            case ShowCreateTableContext it ->
                    new DdlStatement.ShowCreateTable(Clauses.target(it.identifierReference()));
            case ShowTblPropertiesContext it ->
                    new DdlStatement.ShowProperties(
                            Clauses.target(it.table),
                            Optional.ofNullable(it.key).map(Clauses::propertyKey));
            default -> throw new MalformedStatement("Queries of this type are not supported");
        };
    }

    private static DdlStatement createDatabase(CreateNamespaceContext it)
            throws MalformedStatement {
        requireDatabase(it.namespace());
        return new DdlStatement.CreateDatabase(
                Clauses.database(it.identifierReference()),
                it.EXISTS() != null,
                Clauses.comment(it.commentSpec()),
                Clauses.location(it.locationSpec()),
                Clauses.properties(it.propertyList()));
    }

    private static void requireDatabase(NamespaceContext kind) throws MalformedStatement {
        if (kind.NAMESPACE() != null) {
            throw refused(kind, "mismatched input 'NAMESPACE' expecting DATABASE or SCHEMA");
        }
    }

    private static DdlStatement dropDatabase(DropNamespaceContext it) throws MalformedStatement {
        requireDatabase(it.namespace());
        return new DdlStatement.DropDatabase(
                Clauses.database(it.identifierReference()),
                it.EXISTS() != null,
                it.CASCADE() != null);
    }

    private static DdlStatement alterDatabase(SetNamespacePropertiesContext it)
            throws MalformedStatement {
        requireDatabase(it.namespace());
        return new DdlStatement.AlterDatabase(
                Clauses.database(it.identifierReference()), Clauses.properties(it.propertyList()));
    }

    private static DdlStatement repair(RepairTableContext it) throws MalformedStatement {
        if (it.MSCK() == null) {
            throw refused(it, "mismatched input 'REPAIR' expecting MSCK REPAIR TABLE");
        }
        if (it.option instanceof Token option) {
            throw refused(
                    it,
                    "MSCK REPAIR TABLE ... "
                            + option.getText().toUpperCase(Locale.ROOT)
                            + " PARTITIONS is not supported: partitions are only added");
        }
        return new DdlStatement.RepairTable(Clauses.target(it.identifierReference()));
    }

    private static DdlStatement addPartitions(AddTablePartitionContext it)
            throws MalformedStatement {
        List<PlacedPartition> partitions = new ArrayList<>();
        for (PartitionSpecLocationContext part : it.partitionSpecLocation()) {
            List<LocationSpecContext> location =
                    part.locationSpec() == null ? List.of() : List.of(part.locationSpec());
            partitions.add(
                    new PlacedPartition(
                            Clauses.partition(part.partitionSpec()), Clauses.location(location)));
        }
        return new DdlStatement.AddPartitions(
                Clauses.target(it.identifierReference()), it.EXISTS() != null, partitions);
    }

    private static DdlStatement dropPartitions(DropTablePartitionsContext it)
            throws MalformedStatement {
        List<PartitionSpec> partitions = new ArrayList<>();
        for (PartitionSpecContext part : it.partitionSpec()) {
            partitions.add(Clauses.partition(part));
        }
        return new DdlStatement.DropPartitions(
                Clauses.target(it.identifierReference()), it.EXISTS() != null, partitions);
    }

    private static DdlStatement replaceColumns(HiveReplaceColumnsContext it)
            throws MalformedStatement {
        requireWholeTable(it.partitionSpec());
        return new DdlStatement.ReplaceColumns(Clauses.target(it.table), columns(it.columns));
    }

    private static void requireWholeTable(PartitionSpecContext partition)
            throws MalformedStatement {
        if (partition instanceof PartitionSpecContext part) {
            throw refused(part, "columns of one partition cannot be changed");
        }
    }

    private static DdlStatement changeColumn(HiveChangeColumnContext it) throws MalformedStatement {
        requireWholeTable(it.partitionSpec());
        if (it.colPosition() instanceof ParserRuleContext position) {
            throw refused(position, "columns cannot be moved");
        }
        return new DdlStatement.ChangeColumn(
                Clauses.target(it.table), Clauses.column(it.colName), Clauses.column(it.colType()));
    }

    private static DdlStatement showColumns(ShowColumnsContext it) throws MalformedStatement {
        Target target = Clauses.target(it.table);
        return new DdlStatement.ShowColumns(
                it.ns == null
                        ? target
                        : new Target(Optional.of(Clauses.database(it.ns)), target.table()));
    }

    private static DdlStatement describe(DescribeRelationContext it) throws MalformedStatement {
        if (it.TABLE() != null) {
            throw new MalformedStatement(
                    "FAILED: SemanticException [Error 10001]: Table not found table");
        }
        if (it.JSON() != null) {
            throw refused(it, "DESCRIBE ... AS JSON is not supported");
        }
        Detail detail = Detail.COLUMNS;
        if (it.EXTENDED() != null) {
            detail = Detail.EXTENDED;
        } else if (it.FORMATTED() != null) {
            detail = Detail.FORMATTED;
        }
        return new DdlStatement.DescribeTable(
                Clauses.target(it.identifierReference()),
                detail,
                partition(it.partitionSpec()),
                Optional.ofNullable(it.describeColName()).map(HiveTexts::name));
    }

    private static Optional<PartitionSpec> partition(PartitionSpecContext part)
            throws MalformedStatement {
        return part == null ? Optional.empty() : Optional.of(Clauses.partition(part));
    }

    private static List<ColumnText> columns(QualifiedColTypeWithPositionListContext list)
            throws MalformedStatement {
        List<ColumnText> columns = new ArrayList<>();
        for (QualifiedColTypeWithPositionContext column : list.qualifiedColTypeWithPosition()) {
            columns.add(Clauses.column(column));
        }
        return columns;
    }

    private static Optional<String> text(StringLitContext literal) {
        return Optional.ofNullable(literal).map(HiveTexts::string);
    }
}
