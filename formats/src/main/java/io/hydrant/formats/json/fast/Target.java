package io.hydrant.formats.json.fast;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.util.ArrayList;
import java.util.List;

/// What a column, or what is inside one, makes of a value: compiled once from type and dialect.
final class Target {
    // Kinds. Numbers, as the switch over an enum would look each of them up in a table.
    static final int BOOLEAN = 0;
    static final int INT = 1;
    static final int LONG = 2;
    static final int FLOAT = 3;
    static final int DOUBLE = 4;
    static final int STRING = 5;
    static final int DATE = 6;
    static final int TIMESTAMP = 7;
    static final int DECIMAL = 8;
    static final int LARGE_DECIMAL = 9;
    static final int LIMITED = 10;
    static final int BASE64 = 11;

    /// Only nulls are usual.
    static final int OTHER = 12;

    // Those that hold others come last.
    static final int LIST = 13;
    static final int MAP = 14;
    static final int STRUCT = 15;

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

    private static final ObjectShape NO_KEYS =
            new ObjectShape(List.of(), MemberKeys.of(List.of(), JsonDialect.OpenX.DEFAULTS));

    final int kind;

    /// Whether a string may stand for a number, and a single value for an array.
    final boolean lenient;

    final Times times;

    /// The least value of integers; the largest one is its complement.
    final long min;

    /// Digits of a decimal.
    final int precision;

    /// Digits of a decimal behind the point.
    final int scale;

    /// Characters of a limited text.
    final int lengthMax;

    /// Whether blanks at the end of a limited text are dropped.
    final boolean stripped;

    /// Whether keys of maps are lower-cased.
    final boolean folded;

    /// Of the keys of maps; the target itself where there are none.
    final Target key;

    /// Of arrays and of the values of maps; the target itself where there are none.
    final Target inner;

    /// Of the keys of structs, empty elsewhere.
    final ObjectShape shape;

    private Target(Builder builder) {
        this.kind = builder.kind;
        this.lenient = builder.lenient;
        this.times = times(builder.dialect);
        this.min = builder.min;
        this.precision = builder.precision;
        this.scale = builder.scale;
        this.lengthMax = builder.lengthMax;
        this.stripped = builder.stripped;
        this.folded = isFolded(builder.dialect);
        this.key = builder.key == null ? this : builder.key;
        this.inner = builder.inner == null ? this : builder.inner;
        this.shape = builder.shape;
    }

    /// Whether values hold others.
    boolean isNested() {
        return kind >= LIST;
    }

    boolean isText() {
        return kind == STRING || kind == LIMITED;
    }

    static Target of(HiveType type, JsonDialect dialect) {
        Builder builder = new Builder(dialect);
        switch (type) {
            case Primitive primitive -> builder.primitive(primitive);
            case HiveType.Decimal(int precision, int scale) -> builder.decimal(precision, scale);
            case HiveType.Char(int length) -> builder.limited(length, true);
            case HiveType.Varchar(int length) -> builder.limited(length, false);
            case HiveType.Array(HiveType element) -> {
                builder.kind = LIST;
                builder.inner = of(element, dialect);
            }
            case HiveType.Mapping(HiveType key, HiveType value) -> {
                builder.kind = MAP;
                builder.key = keyOf(key, dialect);
                builder.inner = of(value, dialect);
            }
            case HiveType.Struct(List<Column> members) -> {
                builder.kind = STRUCT;
                builder.shape = shape(members, dialect);
            }
        }
        return new Target(builder);
    }

    /// Keys are in quotes whatever their type. Where they are lower-cased, those whose capitals
    /// mean something are not usual.
    private static Target keyOf(HiveType type, JsonDialect dialect) {
        boolean spoilt =
                isFolded(dialect) && (type == Primitive.TIMESTAMP || type == Primitive.BINARY);
        Builder builder = new Builder(dialect);
        builder.lenient = true;
        switch (type) {
            case Primitive primitive when !spoilt -> builder.primitive(primitive);
            case HiveType.Decimal(int precision, int scale) -> builder.decimal(precision, scale);
            case HiveType.Char(int length) -> builder.limited(length, true);
            case HiveType.Varchar(int length) -> builder.limited(length, false);
            default -> builder.kind = OTHER;
        }
        return new Target(builder);
    }

    private static boolean isFolded(JsonDialect dialect) {
        return dialect instanceof JsonDialect.OpenX openX && openX.caseInsensitive();
    }

    /// The keys of a record or of a struct.
    static ObjectShape shape(List<Column> members, JsonDialect dialect) {
        List<Target> targets = new ArrayList<>(members.size());
        for (Column member : members) {
            targets.add(of(member.type(), dialect));
        }
        return new ObjectShape(targets, MemberKeys.of(members, dialect));
    }

    private static Times times(JsonDialect dialect) {
        return switch (dialect) {
            case JsonDialect.OpenX _ -> Times.OPEN_X;
            case JsonDialect.Hive(List<String> formats) -> {
                if (formats.isEmpty()) {
                    yield Times.LOCAL;
                }
                yield formats.getFirst().equals("millis") ? Times.MILLIS : Times.NONE;
            }
        };
    }

    private static final class Builder {
        private final JsonDialect dialect;
        private boolean lenient;
        private int kind = OTHER;
        private long min;
        private int precision;
        private int scale;
        private int lengthMax;
        private boolean stripped;
        private Target key;
        private Target inner;
        private ObjectShape shape = NO_KEYS;

        private Builder(JsonDialect dialect) {
            this.dialect = dialect;
            this.lenient = dialect instanceof JsonDialect.OpenX;
        }

        private void primitive(Primitive primitive) {
            switch (primitive) {
                case BOOLEAN -> kind = BOOLEAN;
                case TINYINT -> integer(Byte.MIN_VALUE);
                case SMALLINT -> integer(Short.MIN_VALUE);
                case INT -> integer(Integer.MIN_VALUE);
                case BIGINT -> kind = LONG;
                case FLOAT -> kind = FLOAT;
                case DOUBLE -> kind = DOUBLE;
                case STRING -> kind = STRING;
                case BINARY ->
                        kind =
                                switch (dialect) {
                                    case JsonDialect.OpenX _ -> BASE64;
                                    case JsonDialect.Hive _ -> STRING;
                                };
                case DATE -> kind = DATE;
                case TIMESTAMP -> kind = TIMESTAMP;
            }
        }

        private void integer(long least) {
            kind = INT;
            min = least;
        }

        private void limited(int length, boolean blanksDropped) {
            kind = LIMITED;
            lengthMax = length;
            stripped = blanksDropped;
        }

        private void decimal(int digits, int behindPoint) {
            kind = digits <= Decimals.LONG_DIGITS_MAX ? DECIMAL : LARGE_DECIMAL;
            precision = digits;
            scale = behindPoint;
        }
    }
}
