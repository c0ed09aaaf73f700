package io.hydrant.formats.json.fast;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a column, or what is inside one, makes of a value: compiled once from type and dialect.
final class Target {
    enum Kind {
        BOOLEAN,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        STRING,
        DATE,
        TIMESTAMP,
        DECIMAL,
        LARGE_DECIMAL,
        LIST,
        MAP,
        STRUCT,
        /// Only nulls are usual.
        OTHER
    }

    /// Which forms of timestamps are usual.
    enum Times {
        /// Both forms of text, and numbers of seconds or milliseconds.
        OPEN_X,
        /// Text with a blank between date and time.
        LOCAL,
        /// Numbers of milliseconds.
        MILLIS,
        NONE
    }

    final Kind kind;

    /// Whether a string may stand for a number or a boolean, and a single value for an array.
    final boolean lenient;

    final Times times;

    /// The least value of integers; the largest one is its complement.
    final long min;

    /// Digits of a decimal.
    final int precision;

    /// Digits of a decimal behind the point.
    final int scale;

    /// Characters of a text.
    final int lengthMax;

    /// Whether keys of maps are lower-cased.
    final boolean folded;

    /// Of arrays and of the values of maps; the target itself where there are none.
    final Target inner;

    /// Of the keys of structs, empty elsewhere.
    final ObjectShape shape;

    private Target(Builder builder) {
        this.kind = builder.kind;
        this.lenient = builder.dialect instanceof JsonDialect.OpenX;
        this.times = times(builder.dialect);
        this.min = builder.min;
        this.precision = builder.precision;
        this.scale = builder.scale;
        this.lengthMax = builder.lengthMax;
        this.folded = builder.dialect instanceof JsonDialect.OpenX openX && openX.caseInsensitive();
        this.inner = builder.inner == null ? this : builder.inner;
        this.shape = builder.shape;
    }

    static Target of(HiveType type, JsonDialect dialect) {
        Builder builder = new Builder(dialect);
        switch (type) {
            case Primitive primitive -> builder.primitive(primitive);
            case HiveType.Decimal(int precision, int scale) -> builder.decimal(precision, scale);
            case HiveType.Char _ -> builder.kind = Kind.OTHER;
            case HiveType.Varchar(int length) -> {
                builder.kind = Kind.STRING;
                builder.lengthMax = length;
            }
            case HiveType.Array(HiveType element) -> {
                builder.kind = Kind.LIST;
                builder.inner = of(element, dialect);
            }
            case HiveType.Mapping(HiveType key, HiveType value) -> {
                builder.kind = key == Primitive.STRING ? Kind.MAP : Kind.OTHER;
                builder.inner = of(value, dialect);
            }
            case HiveType.Struct(List<Column> members) -> {
                builder.kind = Kind.STRUCT;
                builder.shape = shape(members, dialect);
            }
        }
        return new Target(builder);
    }

    /// The keys of a record or of a struct.
    static ObjectShape shape(List<Column> members, JsonDialect dialect) {
        List<Target> targets = new ArrayList<>(members.size());
        for (Column member : members) {
            targets.add(of(member.type(), dialect));
        }
        Map<String, Integer> membersByKey = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            membersByKey.merge(key(members.get(i).name(), dialect), i, (_, _) -> KeyName.AMBIGUOUS);
        }
        return switch (dialect) {
            case JsonDialect.OpenX openX ->
                    new ObjectShape(
                            targets,
                            membersByKey,
                            openX.caseInsensitive(),
                            openX.dotsToUnderscores());
            case JsonDialect.Hive _ -> new ObjectShape(targets, membersByKey, true, false);
        };
    }

    private static String key(String name, JsonDialect dialect) {
        return switch (dialect) {
            case JsonDialect.OpenX(boolean folded, boolean _, Map<String, String> keysByColumn) -> {
                String key = keysByColumn.getOrDefault(name, name);
                yield folded ? key.toLowerCase(Locale.ROOT) : key;
            }
            case JsonDialect.Hive _ -> name.toLowerCase(Locale.ROOT);
        };
    }

    private static Times times(JsonDialect dialect) {
        return switch (dialect) {
            case JsonDialect.OpenX _ -> Times.OPEN_X;
            case JsonDialect.Hive(List<String> formats) -> {
                if (formats.isEmpty()) {
                    yield Times.LOCAL;
                }
                yield formats.equals(List.of("millis")) ? Times.MILLIS : Times.NONE;
            }
        };
    }

    private static final class Builder {
        private final JsonDialect dialect;
        private Kind kind = Kind.OTHER;
        private long min;
        private int precision;
        private int scale;
        private int lengthMax = Integer.MAX_VALUE;
        private Target inner;
        private ObjectShape shape = new ObjectShape(List.of(), Map.of(), false, false);

        private Builder(JsonDialect dialect) {
            this.dialect = dialect;
        }

        private void primitive(Primitive primitive) {
            switch (primitive) {
                case BOOLEAN -> kind = Kind.BOOLEAN;
                case TINYINT -> integer(Byte.MIN_VALUE);
                case SMALLINT -> integer(Short.MIN_VALUE);
                case INT -> integer(Integer.MIN_VALUE);
                case BIGINT -> kind = Kind.LONG;
                case FLOAT -> kind = Kind.FLOAT;
                case DOUBLE -> kind = Kind.DOUBLE;
                case STRING -> kind = Kind.STRING;
                case BINARY -> kind = Kind.OTHER;
                case DATE -> kind = Kind.DATE;
                case TIMESTAMP -> kind = Kind.TIMESTAMP;
            }
        }

        private void integer(long least) {
            kind = Kind.INT;
            min = least;
        }

        private void decimal(int digits, int behindPoint) {
            kind = digits <= Decimals.LONG_DIGITS_MAX ? Kind.DECIMAL : Kind.LARGE_DECIMAL;
            precision = digits;
            scale = behindPoint;
        }
    }
}
