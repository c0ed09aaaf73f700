package io.hydrant.formats.orc;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import org.apache.orc.TypeDescription;

import java.util.List;

/// Hive's types in ORC, which has each of them.
final class OrcTypes {
    private OrcTypes() {}

    static TypeDescription of(TableSchema schema) {
        return struct(schema.columns());
    }

    private static TypeDescription of(HiveType type) {
        return switch (type) {
            case Primitive primitive -> of(primitive);
            case HiveType.Decimal(int precision, int scale) -> decimal(precision, scale);
            case HiveType.Char(int length) -> TypeDescription.createChar().withMaxLength(length);
            case HiveType.Varchar(int length) ->
                    TypeDescription.createVarchar().withMaxLength(length);
            case HiveType.Array(HiveType element) -> TypeDescription.createList(of(element));
            case HiveType.Mapping(HiveType key, HiveType value) ->
                    TypeDescription.createMap(of(key), of(value));
            case HiveType.Struct(List<Column> members) -> struct(members);
        };
    }

    private static TypeDescription of(Primitive primitive) {
        return switch (primitive) {
            case BOOLEAN -> TypeDescription.createBoolean();
            case TINYINT -> TypeDescription.createByte();
            case SMALLINT -> TypeDescription.createShort();
            case INT -> TypeDescription.createInt();
            case BIGINT -> TypeDescription.createLong();
            case FLOAT -> TypeDescription.createFloat();
            case DOUBLE -> TypeDescription.createDouble();
            case STRING -> TypeDescription.createString();
            case BINARY -> TypeDescription.createBinary();
            case DATE -> TypeDescription.createDate();
            case TIMESTAMP -> TypeDescription.createTimestamp();
        };
    }

    /// The scale is set while the precision is the largest: each setter checks it by the other.
    private static TypeDescription decimal(int precision, int scale) {
        return TypeDescription.createDecimal()
                .withPrecision(HiveType.Decimal.PRECISION_MAX)
                .withScale(scale)
                .withPrecision(precision);
    }

    private static TypeDescription struct(List<Column> columns) {
        TypeDescription struct = TypeDescription.createStruct();
        for (Column column : columns) {
            struct.addField(column.name(), of(column.type()));
        }
        return struct;
    }
}
