package io.hydrant.formats.parquet;

import io.hydrant.formats.file.FileFormat.Parquet.Timestamps;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A table's columns as a Parquet schema, the way Hive's ParquetHiveSerDe lays them out.
///
/// ```
/// array<T>   optional group NAME (LIST) { repeated group bag { optional T array_element } }
/// map<K,V>   optional group NAME (MAP) { repeated group map (MAP_KEY_VALUE) { required K key;
///                                                                             optional V value } }
/// struct<..> optional group NAME { optional members }
/// ```
///
/// Names of columns and members are in lower case: Hive's metastore keeps them so, and
/// ArrayWritable object inspectors look for them so. Old and new annotations are both written.
///
/// Timestamps as INT64 are `isAdjustedToUTC=false`, as Hive writes them
/// (`hive.parquet.write.int64.timestamp`): they are wall clock times to Hive, Trino and Athena
/// (`timestamp`), DuckDB (`TIMESTAMP`) and Spark (`TIMESTAMP_NTZ`); adjusted ones would be shifted
/// by Hive to the reader's zone, and become `timestamp with time zone` in DuckDB.
///
/// Source: Hive, HiveSchemaConverter and ParquetHiveSerDe; Parquet format, LogicalTypes.md.
final class ParquetSchema {
    private final List<SchemaElement> elements = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Node> columns = new ArrayList<>();
    private final Timestamps timestamps;
    private boolean nested;

    /// A place in the schema.
    ///
    /// `definition` is the level at which a value there is not null.
    sealed interface Node {
        int definition();

        /// @param leaf its index in [#leaves()]
        record Simple(int definition, int leaf) implements Node {}

        /// Elements have the repetition level `repetition` from the second one on.
        record Repeated(int definition, int repetition, Node element) implements Node {}

        record Pairs(int definition, int repetition, Node key, Node value) implements Node {}

        record Group(int definition, List<Node> members) implements Node {}
    }

    /// Where something is in the schema.
    private record Place(
            List<String> path, FieldRepetitionType kind, int definition, int repetition) {
        Place in(String name, FieldRepetitionType childKind) {
            List<String> childPath = new ArrayList<>(path);
            childPath.add(name);
            return new Place(
                    List.copyOf(childPath),
                    childKind,
                    childKind == FieldRepetitionType.REQUIRED ? definition : definition + 1,
                    childKind == FieldRepetitionType.REPEATED ? repetition + 1 : repetition);
        }

        String name() {
            return path.getLast();
        }
    }

    ParquetSchema(TableSchema table, Timestamps timestamps) {
        this.timestamps = timestamps;
        elements.add(new SchemaElement("hive_schema").setNum_children(table.columns().size()));
        Place root = new Place(List.of(), FieldRepetitionType.REQUIRED, 0, 0);
        for (Column column : distinct(table.columns(), "table")) {
            columns.add(add(root.in(column.name(), FieldRepetitionType.OPTIONAL), column.type()));
        }
    }

    List<SchemaElement> elements() {
        return elements;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    List<Node> columns() {
        return columns;
    }

    /// Whether a column holds others.
    boolean nested() {
        return nested;
    }

    private static List<Column> distinct(List<Column> columns, String owner) {
        List<Column> lowered = new ArrayList<>(columns.size());
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            String name = column.name().toLowerCase(Locale.ROOT);
            if (!names.add(name)) {
                throw new InvalidArgument(
                        "the " + owner + " has two columns named '" + name + "' in lower case");
            }
            lowered.add(new Column(name, column.type()));
        }
        return lowered;
    }

    private Node add(Place place, HiveType type) {
        return switch (type) {
            case HiveType.Array(HiveType element) -> list(place, element);
            case HiveType.Mapping mapping -> map(place, mapping);
            case HiveType.Struct(List<Column> members) -> group(place, members);
            case HiveType.Char _, HiveType.Varchar _ -> text(place, type);
            case HiveType.Decimal decimal -> decimal(place, decimal);
            case Primitive primitive -> primitive(place, primitive);
        };
    }

    private Node list(Place place, HiveType element) {
        nested = true;
        LogicalType logical = new LogicalType();
        logical.setLIST(new ListType());
        element(place)
                .setNum_children(1)
                .setConverted_type(ConvertedType.LIST)
                .setLogicalType(logical);
        Place bag = place.in("bag", FieldRepetitionType.REPEATED);
        element(bag).setNum_children(1);
        return new Node.Repeated(
                place.definition(),
                bag.repetition(),
                add(bag.in("array_element", FieldRepetitionType.OPTIONAL), element));
    }

    private Node map(Place place, HiveType.Mapping mapping) {
        nested = true;
        LogicalType logical = new LogicalType();
        logical.setMAP(new MapType());
        element(place)
                .setNum_children(1)
                .setConverted_type(ConvertedType.MAP)
                .setLogicalType(logical);
        Place pairs = place.in("map", FieldRepetitionType.REPEATED);
        element(pairs).setNum_children(2).setConverted_type(ConvertedType.MAP_KEY_VALUE);
        return new Node.Pairs(
                place.definition(),
                pairs.repetition(),
                add(pairs.in("key", FieldRepetitionType.REQUIRED), mapping.key()),
                add(pairs.in("value", FieldRepetitionType.OPTIONAL), mapping.value()));
    }

    private Node group(Place place, List<Column> members) {
        nested = true;
        element(place).setNum_children(members.size());
        List<Node> nodes = new ArrayList<>(members.size());
        for (Column member : distinct(members, "struct '" + place.name() + "'")) {
            nodes.add(add(place.in(member.name(), FieldRepetitionType.OPTIONAL), member.type()));
        }
        return new Node.Group(place.definition(), nodes);
    }

    private Node primitive(Place place, Primitive type) {
        return switch (type) {
            case BOOLEAN -> leaf(place, type, Type.BOOLEAN, new Leaf.Storage.Bool());
            case TINYINT -> integer(place, type, ConvertedType.INT_8, 8);
            case SMALLINT -> integer(place, type, ConvertedType.INT_16, 16);
            case INT -> leaf(place, type, Type.INT32, number(4, Leaf.Order.SIGNED));
            case BIGINT -> leaf(place, type, Type.INT64, number(8, Leaf.Order.SIGNED));
            case FLOAT -> leaf(place, type, Type.FLOAT, number(4, Leaf.Order.FLOAT));
            case DOUBLE -> leaf(place, type, Type.DOUBLE, number(8, Leaf.Order.DOUBLE));
            case STRING -> text(place, type);
            case BINARY -> leaf(place, type, Type.BYTE_ARRAY, new Leaf.Storage.Bytes(false));
            case DATE -> {
                Node node = leaf(place, type, Type.INT32, number(4, Leaf.Order.SIGNED));
                LogicalType logical = new LogicalType();
                logical.setDATE(new DateType());
                elements.getLast().setConverted_type(ConvertedType.DATE).setLogicalType(logical);
                yield node;
            }
            case TIMESTAMP -> timestamp(place);
        };
    }

    private static Leaf.Storage number(int widthBytes, Leaf.Order order) {
        return new Leaf.Storage.Number(widthBytes, order, 1);
    }

    private Node integer(Place place, Primitive type, ConvertedType converted, int bits) {
        Node node = leaf(place, type, Type.INT32, number(4, Leaf.Order.SIGNED));
        LogicalType logical = new LogicalType();
        logical.setINTEGER(new IntType((byte) bits, true));
        elements.getLast().setConverted_type(converted).setLogicalType(logical);
        return node;
    }

    private Node text(Place place, HiveType type) {
        Node node = leaf(place, type, Type.BYTE_ARRAY, new Leaf.Storage.Bytes(true));
        LogicalType logical = new LogicalType();
        logical.setSTRING(new StringType());
        elements.getLast().setConverted_type(ConvertedType.UTF8).setLogicalType(logical);
        return node;
    }

    private Node timestamp(Place place) {
        if (timestamps == Timestamps.INT96) {
            return leaf(place, Primitive.TIMESTAMP, Type.INT96, new Leaf.Storage.Int96());
        }
        Leaf.Storage storage = new Leaf.Storage.Number(8, Leaf.Order.SIGNED, 1000);
        Node node = leaf(place, Primitive.TIMESTAMP, Type.INT64, storage);
        TimeUnit unit = new TimeUnit();
        unit.setMICROS(new MicroSeconds());
        LogicalType logical = new LogicalType();
        logical.setTIMESTAMP(new TimestampType(false, unit));
        elements.getLast()
                .setConverted_type(ConvertedType.TIMESTAMP_MICROS)
                .setLogicalType(logical);
        return node;
    }

    private Node decimal(Place place, HiveType.Decimal type) {
        BigInteger max = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        int widthBytes = max.bitLength() / 8 + 1;
        Leaf.Storage storage =
                max.bitLength() < 64 && type.precision() <= 18
                        ? new Leaf.Storage.ShortDecimal(widthBytes, max.longValueExact())
                        : new Leaf.Storage.LongDecimal(widthBytes);
        Node node = leaf(place, type, Type.FIXED_LEN_BYTE_ARRAY, storage);
        LogicalType logical = new LogicalType();
        logical.setDECIMAL(new DecimalType(type.scale(), type.precision()));
        elements.getLast()
                .setType_length(widthBytes)
                .setConverted_type(ConvertedType.DECIMAL)
                .setScale(type.scale())
                .setPrecision(type.precision())
                .setLogicalType(logical);
        return node;
    }

    private Node leaf(Place place, HiveType type, Type physical, Leaf.Storage storage) {
        element(place).setType(physical);
        leaves.add(
                new Leaf(
                        place.path(),
                        type,
                        physical,
                        storage,
                        place.definition(),
                        place.repetition()));
        return new Node.Simple(place.definition(), leaves.size() - 1);
    }

    private SchemaElement element(Place place) {
        SchemaElement element = new SchemaElement(place.name()).setRepetition_type(place.kind());
        elements.add(element);
        return element;
    }
}
