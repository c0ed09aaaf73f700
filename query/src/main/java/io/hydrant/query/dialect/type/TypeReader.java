package io.hydrant.query.dialect.type;

import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.query.dialect.type.SqlType.Array;
import io.hydrant.query.dialect.type.SqlType.Char;
import io.hydrant.query.dialect.type.SqlType.Decimal;
import io.hydrant.query.dialect.type.SqlType.Mapping;
import io.hydrant.query.dialect.type.SqlType.Member;
import io.hydrant.query.dialect.type.SqlType.Row;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Timestamp;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.SqlType.ZonedTimestamp;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.DataType;
import io.trino.sql.tree.DataTypeParameter;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.IntervalDataType;
import io.trino.sql.tree.NumericParameter;
import io.trino.sql.tree.RowDataType;
import io.trino.sql.tree.TypeParameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads types: of the catalog, and of casts in queries.
public final class TypeReader {
    private static final int MILLIS_DIGITS = 3;

    private TypeReader() {}

    /// The type that a table's column has in queries.
    public static SqlType ofHive(HiveType type) {
        return switch (type) {
            case Primitive primitive -> ofPrimitive(primitive);
            case HiveType.Decimal(int precision, int scale) -> new Decimal(precision, scale);
            case HiveType.Char(int length) -> new Char(length);
            case HiveType.Varchar(int length) -> new Varchar(OptionalInt.of(length));
            case HiveType.Array(HiveType element) -> new Array(ofHive(element));
            case HiveType.Mapping(HiveType key, HiveType value) ->
                    new Mapping(ofHive(key), ofHive(value));
            case HiveType.Struct struct ->
                    new Row(
                            struct.members().stream()
                                    .map(
                                            member ->
                                                    new Member(
                                                            Optional.of(lower(member.name())),
                                                            ofHive(member.type())))
                                    .toList());
        };
    }

    private static SqlType ofPrimitive(Primitive type) {
        return switch (type) {
            case BOOLEAN -> Scalar.BOOLEAN;
            case TINYINT -> Scalar.TINYINT;
            case SMALLINT -> Scalar.SMALLINT;
            case INT -> Scalar.INTEGER;
            case BIGINT -> Scalar.BIGINT;
            case FLOAT -> Scalar.REAL;
            case DOUBLE -> Scalar.DOUBLE;
            case STRING -> Varchar.UNBOUNDED;
            case BINARY -> Scalar.VARBINARY;
            case DATE -> Scalar.DATE;
            case TIMESTAMP -> new Timestamp(MILLIS_DIGITS);
        };
    }

    /// The type that a query names.
    ///
    /// @throws QueryFailure when there is none of that name, or it is not supported
    public static SqlType ofTree(DataType type) throws QueryFailure {
        if (type instanceof RowDataType row) {
            List<Member> members = new ArrayList<>();
            for (RowDataType.Field field : row.getFields()) {
                Optional<String> name = field.getName().map(given -> lower(given.getValue()));
                members.add(new Member(name, ofTree(field.getType())));
            }
            return new Row(members);
        }
        if (type instanceof DateTimeDataType time) {
            return ofTime(time);
        }
        if (type instanceof IntervalDataType interval) {
            String text = interval.toString().toUpperCase(Locale.ROOT);
            return text.contains("YEAR") ? Scalar.INTERVAL_YEAR : Scalar.INTERVAL_DAY;
        }
        if (type instanceof GenericDataType generic) {
            return ofGeneric(generic);
        }
        throw unknown(type);
    }

    private static SqlType ofTime(DateTimeDataType type) throws QueryFailure {
        int precision = MILLIS_DIGITS;
        if (type.getPrecision().isPresent()) {
            precision = number(type, type.getPrecision().get());
        }
        if (type.getType() == DateTimeDataType.Type.TIME) {
            if (type.isWithTimeZone() || precision != MILLIS_DIGITS) {
                throw unknown(type);
            }
            return Scalar.TIME;
        }
        return type.isWithTimeZone() ? new ZonedTimestamp(precision) : new Timestamp(precision);
    }

    private static SqlType ofGeneric(GenericDataType type) throws QueryFailure {
        List<DataTypeParameter> arguments = type.getArguments();
        String name = lower(type.getName().getValue());
        return switch (name) {
            case "array" -> new Array(inner(type, arguments, 1, 0));
            case "map" -> new Mapping(inner(type, arguments, 2, 0), inner(type, arguments, 2, 1));
            case "decimal", "dec", "numeric" -> decimal(type, arguments);
            case "varchar", "string" ->
                    arguments.isEmpty()
                            ? Varchar.UNBOUNDED
                            : new Varchar(OptionalInt.of(number(type, arguments.getFirst())));
            case "char" -> new Char(arguments.isEmpty() ? 1 : number(type, arguments.getFirst()));
            case "timestamp" -> new Timestamp(MILLIS_DIGITS);
            case "boolean" -> Scalar.BOOLEAN;
            case "tinyint" -> Scalar.TINYINT;
            case "smallint" -> Scalar.SMALLINT;
            case "int", "integer" -> Scalar.INTEGER;
            case "bigint" -> Scalar.BIGINT;
            case "real" -> Scalar.REAL;
            case "double", "double precision" -> Scalar.DOUBLE;
            case "varbinary" -> Scalar.VARBINARY;
            case "date" -> Scalar.DATE;
            case "time" -> Scalar.TIME;
            case "json" -> Scalar.JSON;
            case "uuid" -> Scalar.UUID;
            default -> throw unknown(type);
        };
    }

    private static SqlType decimal(DataType type, List<DataTypeParameter> arguments)
            throws QueryFailure {
        if (arguments.isEmpty()) {
            return new Decimal(Decimal.PRECISION_MAX, 0);
        }
        int precision = number(type, arguments.getFirst());
        int scale = arguments.size() > 1 ? number(type, arguments.get(1)) : 0;
        if (precision < 1 || precision > Decimal.PRECISION_MAX || scale > precision) {
            throw Refusals.at(
                    type,
                    "INVALID_TYPE",
                    "DECIMAL precision must be in range [1, 38] and scale at most precision but"
                            + " was "
                            + type);
        }
        return new Decimal(precision, scale);
    }

    private static SqlType inner(
            DataType type, List<DataTypeParameter> arguments, int count, int index)
            throws QueryFailure {
        if (arguments.size() != count
                || !(arguments.get(index) instanceof TypeParameter parameter)) {
            throw unknown(type);
        }
        return ofTree(parameter.getValue());
    }

    private static int number(DataType type, DataTypeParameter parameter) throws QueryFailure {
        if (parameter instanceof NumericParameter numeric
                && numeric.getParsedValue() <= Integer.MAX_VALUE) {
            return (int) numeric.getParsedValue();
        }
        throw unknown(type);
    }

    private static QueryFailure unknown(DataType type) {
        return Refusals.at(type, "TYPE_NOT_FOUND", "Unknown type: " + lower(type.toString()));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
