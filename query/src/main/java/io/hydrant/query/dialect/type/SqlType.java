package io.hydrant.query.dialect.type;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// A type of Athena's SQL.
///
/// Source: Trino documentation, Data types.
public sealed interface SqlType {
    /// As clients write and see it, such as `varchar(3)`.
    String display();

    /// In the engine's dialect, such as `DECIMAL(10,2)`.
    String engine();

    /// Types without parameters.
    enum Scalar implements SqlType {
        /// Of a bare NULL, and of what cannot be told: goes with every type.
        UNKNOWN("unknown", "VARCHAR"),
        BOOLEAN("boolean", "BOOLEAN"),
        TINYINT("tinyint", "TINYINT"),
        SMALLINT("smallint", "SMALLINT"),
        INTEGER("integer", "INTEGER"),
        BIGINT("bigint", "BIGINT"),
        REAL("real", "FLOAT"),
        DOUBLE("double", "DOUBLE"),
        VARBINARY("varbinary", "BLOB"),
        DATE("date", "DATE"),
        TIME("time(3)", "TIME"),
        JSON("json", "JSON"),
        UUID("uuid", "UUID"),
        INTERVAL_DAY("interval day to second", "INTERVAL"),
        INTERVAL_YEAR("interval year to month", "INTERVAL");

        private final String display;
        private final String engine;

        Scalar(String display, String engine) {
            this.display = display;
            this.engine = engine;
        }

        @Override
        public String display() {
            return display;
        }

        @Override
        public String engine() {
            return engine;
        }
    }

    record Decimal(int precision, int scale) implements SqlType {
        public static final int PRECISION_MAX = 38;

        @Override
        public String display() {
            return "decimal(" + precision + "," + scale + ")";
        }

        @Override
        public String engine() {
            return "DECIMAL(" + precision + "," + scale + ")";
        }
    }

    /// @param length in characters; empty when there is no limit
    record Varchar(OptionalInt length) implements SqlType {
        public static final Varchar UNBOUNDED = new Varchar(OptionalInt.empty());

        @Override
        public String display() {
            return length.isPresent() ? "varchar(" + length.getAsInt() + ")" : "varchar";
        }

        @Override
        public String engine() {
            return "VARCHAR";
        }
    }

    /// @param length in characters; values are padded with blanks
    record Char(int length) implements SqlType {
        @Override
        public String display() {
            return "char(" + length + ")";
        }

        @Override
        public String engine() {
            return "VARCHAR";
        }
    }

    /// @param precision digits of the seconds' fraction
    record Timestamp(int precision) implements SqlType {
        @Override
        public String display() {
            return "timestamp(" + precision + ")";
        }

        @Override
        public String engine() {
            return "TIMESTAMP";
        }
    }

    /// An instant, shown in a zone.
    ///
    /// The engine's values know the instant alone; the zone is part of the type here.
    ///
    /// @param precision digits of the seconds' fraction
    /// @param zone an expression of the engine, such as `'UTC'`
    record ZonedTimestamp(int precision, String zone) implements SqlType {
        public static final String UTC = "'UTC'";

        public ZonedTimestamp(int precision) {
            this(precision, UTC);
        }

        @Override
        public String display() {
            return "timestamp(" + precision + ") with time zone";
        }

        @Override
        public String engine() {
            return "TIMESTAMPTZ";
        }
    }

    record Array(SqlType element) implements SqlType {
        @Override
        public String display() {
            return "array(" + element.display() + ")";
        }

        @Override
        public String engine() {
            return element.engine() + "[]";
        }
    }

    record Mapping(SqlType key, SqlType value) implements SqlType {
        @Override
        public String display() {
            return "map(" + key.display() + ", " + value.display() + ")";
        }

        @Override
        public String engine() {
            return "MAP(" + key.engine() + "," + value.engine() + ")";
        }
    }

    record Row(List<Member> members) implements SqlType {
        public Row {
            members = List.copyOf(members);
        }

        /// Of members without names.
        public static Row of(List<SqlType> types) {
            return new Row(types.stream().map(type -> new Member(Optional.empty(), type)).toList());
        }

        /// What the engine calls a member: unnamed ones by their position, as results show them.
        public String engineName(int index) {
            return members.get(index).name().orElse("field" + index);
        }

        @Override
        public String display() {
            return members.stream()
                    .map(
                            member ->
                                    member.name().map(name -> name + " ").orElse("")
                                            + member.type().display())
                    .collect(Collectors.joining(", ", "row(", ")"));
        }

        @Override
        public String engine() {
            StringBuilder text = new StringBuilder("STRUCT(");
            for (int i = 0; i < members.size(); i++) {
                text.append(i == 0 ? "" : ",")
                        .append(Sql.quoted(engineName(i)))
                        .append(' ')
                        .append(members.get(i).type().engine());
            }
            return text.append(')').toString();
        }
    }

    /// @param name lower case
    record Member(Optional<String> name, SqlType type) {}
}
