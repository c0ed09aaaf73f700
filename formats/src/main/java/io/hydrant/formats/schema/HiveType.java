package io.hydrant.formats.schema;

import io.hydrant.kernel.error.InvalidArgument;

import java.util.List;
import java.util.stream.Collectors;

/// A column's type, as Hive and the Glue catalog have it. `toString` gives Hive's text.
public sealed interface HiveType {
    /// Types without parameters.
    enum Primitive implements HiveType {
        BOOLEAN("boolean"),
        TINYINT("tinyint"),
        SMALLINT("smallint"),
        INT("int"),
        BIGINT("bigint"),
        FLOAT("float"),
        DOUBLE("double"),
        STRING("string"),
        BINARY("binary"),
        DATE("date"),
        TIMESTAMP("timestamp");

        private final String text;

        Primitive(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// @param precision digits in all: 1-38
    /// @param scale digits behind the point: 0 to precision
    record Decimal(int precision, int scale) implements HiveType {
        public static final int PRECISION_MAX = 38;

        public Decimal {
            if (precision < 1 || precision > PRECISION_MAX) {
                throw new InvalidArgument("decimal precision must be 1-38 but was " + precision);
            }
            if (scale < 0 || scale > precision) {
                throw new InvalidArgument(
                        "decimal scale must be 0-" + precision + " but was " + scale);
            }
        }

        @Override
        public String toString() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /// @param length in characters: 1-255
    record Char(int length) implements HiveType {
        public Char {
            if (length < 1 || length > 255) {
                throw new InvalidArgument("char length must be 1-255 but was " + length);
            }
        }

        @Override
        public String toString() {
            return "char(" + length + ")";
        }
    }

    /// @param length in characters: 1-65535
    record Varchar(int length) implements HiveType {
        public Varchar {
            if (length < 1 || length > 65_535) {
                throw new InvalidArgument("varchar length must be 1-65535 but was " + length);
            }
        }

        @Override
        public String toString() {
            return "varchar(" + length + ")";
        }
    }

    record Array(HiveType element) implements HiveType {
        @Override
        public String toString() {
            return "array<" + element + ">";
        }
    }

    /// @param key a type that holds no others
    record Mapping(HiveType key, HiveType value) implements HiveType {
        @Override
        public String toString() {
            return "map<" + key + "," + value + ">";
        }
    }

    /// @param members at least one; names differ
    record Struct(List<Column> members) implements HiveType {
        public Struct {
            members = List.copyOf(members);
        }

        @Override
        public String toString() {
            return members.stream()
                    .map(member -> member.name() + ":" + member.type())
                    .collect(Collectors.joining(",", "struct<", ">"));
        }
    }
}
