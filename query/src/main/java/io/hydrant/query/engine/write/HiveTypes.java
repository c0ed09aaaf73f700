package io.hydrant.query.engine.write;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.query.refusal.QueryFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The catalog's types for the engine's, told by their texts.
///
/// ```
/// type   = name [ '(' number ',' number ')' ] { '[]' }
///        | 'MAP' '(' type ',' type ')' | 'STRUCT' '(' member type { ',' member type } ')'
/// member = name | '"' name '"'
/// ```
final class HiveTypes {
    private final String column;
    private final String text;
    private int at;

    private HiveTypes(String column, String text) {
        this.column = column;
        this.text = text;
    }

    /// @param column for the message
    /// @throws QueryFailure when tables cannot have such a column
    static HiveType of(String column, String engineType) throws QueryFailure {
        HiveTypes types = new HiveTypes(column, engineType);
        HiveType type = types.type();
        if (types.at < engineType.length()) {
            throw types.unsupported();
        }
        return type;
    }

    private HiveType type() throws QueryFailure {
        int from = at;
        while (at < text.length() && "(),[".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(from, at).strip().toUpperCase(Locale.ROOT);
        HiveType type =
                switch (name) {
                    case "MAP" -> map();
                    case "STRUCT" -> struct();
                    case "DECIMAL" -> decimal();
                    default -> primitive(name);
                };
        while (text.startsWith("[]", at)) {
            at += 2;
            type = new HiveType.Array(type);
        }
        return type;
    }

    private HiveType primitive(String name) throws QueryFailure {
        return switch (name) {
            case "BOOLEAN" -> Primitive.BOOLEAN;
            case "TINYINT" -> Primitive.TINYINT;
            case "SMALLINT", "UTINYINT" -> Primitive.SMALLINT;
            case "INTEGER", "USMALLINT" -> Primitive.INT;
            case "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT" -> Primitive.BIGINT;
            case "FLOAT" -> Primitive.FLOAT;
            case "DOUBLE" -> Primitive.DOUBLE;
            case "VARCHAR", "JSON", "ENUM" -> Primitive.STRING;
            case "BLOB" -> Primitive.BINARY;
            case "DATE" -> Primitive.DATE;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Primitive.TIMESTAMP;
            default -> throw unsupported();
        };
    }

    private HiveType decimal() throws QueryFailure {
        int end = text.indexOf(')', at);
        String[] numbers = text.substring(at + 1, end).split(",");
        at = end + 1;
        return new HiveType.Decimal(
                Integer.parseInt(numbers[0].strip()), Integer.parseInt(numbers[1].strip()));
    }

    private HiveType map() throws QueryFailure {
        expect('(');
        HiveType key = type();
        expect(',');
        HiveType value = type();
        expect(')');
        return new HiveType.Mapping(key, value);
    }

    private HiveType struct() throws QueryFailure {
        List<Column> members = new ArrayList<>();
        expect('(');
        while (true) {
            String name = member();
            members.add(new Column(name.toLowerCase(Locale.ROOT), type()));
            skipBlanks();
            if (at < text.length() && text.charAt(at) == ')') {
                at++;
                return new HiveType.Struct(members);
            }
            expect(',');
        }
    }

    private String member() throws QueryFailure {
        skipBlanks();
        StringBuilder name = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        if (quoted) {
            at++;
        }
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quoted && c == '"') {
                if (at < text.length() && text.charAt(at) == '"') {
                    at++;
                } else {
                    return name.toString();
                }
            } else if (!quoted && c == ' ') {
                return name.toString();
            }
            name.append(c);
        }
        throw unsupported();
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private void expect(char wanted) throws QueryFailure {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw unsupported();
        }
        at++;
    }

    private QueryFailure unsupported() {
        return QueryFailure.user(
                "NOT_SUPPORTED",
                "Unsupported Hive type: column '%s' is %s"
                        .formatted(column, text.toLowerCase(Locale.ROOT)));
    }
}
