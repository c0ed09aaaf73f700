package io.hydrant.formats.schema;

import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.kernel.error.InvalidArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Reads Hive's text of types.
///
/// ```
/// type   = name | name '(' number [',' number] ')'
///        | 'array' '<' type '>' | 'map' '<' type ',' type '>'
///        | 'struct' '<' member { ',' member } '>'
/// member = name ':' type [ 'comment' text ]
/// ```
///
/// Names of types are read in either case and with blanks around them; `integer`, `long`, `real`,
/// `numeric` and `double precision` are taken for what engines take them.
///
/// Source: Hive Language Manual, Types; Glue Developer Guide, column types.
public final class HiveTypeParser {
    /// Deeper types are refused: no table has them, and reading them recurses.
    private static final int DEPTH_MAX = 64;

    private static final Map<String, HiveType> PRIMITIVES =
            Map.ofEntries(
                    Map.entry("boolean", Primitive.BOOLEAN),
                    Map.entry("tinyint", Primitive.TINYINT),
                    Map.entry("smallint", Primitive.SMALLINT),
                    Map.entry("int", Primitive.INT),
                    Map.entry("integer", Primitive.INT),
                    Map.entry("bigint", Primitive.BIGINT),
                    Map.entry("long", Primitive.BIGINT),
                    Map.entry("float", Primitive.FLOAT),
                    Map.entry("real", Primitive.FLOAT),
                    Map.entry("double", Primitive.DOUBLE),
                    Map.entry("double precision", Primitive.DOUBLE),
                    Map.entry("string", Primitive.STRING),
                    Map.entry("binary", Primitive.BINARY),
                    Map.entry("date", Primitive.DATE),
                    Map.entry("timestamp", Primitive.TIMESTAMP));

    private final String text;
    private int at;
    private int depth;

    private HiveTypeParser(String text) {
        this.text = text;
    }

    /// @throws UnsupportedType with the reason
    public static HiveType parse(String text) {
        HiveTypeParser parser = new HiveTypeParser(text);
        try {
            HiveType type = parser.type();
            parser.skipBlanks();
            if (parser.at < text.length()) {
                throw parser.unexpected("the end");
            }
            return type;
        } catch (InvalidArgument e) {
            throw new UnsupportedType(e.getMessage());
        }
    }

    private HiveType type() {
        if (++depth > DEPTH_MAX) {
            throw new UnsupportedType("the type is nested more than " + DEPTH_MAX + " levels deep");
        }
        String name = typeName();
        HiveType type =
                switch (name) {
                    case "array" -> array();
                    case "map" -> mapping();
                    case "struct" -> struct();
                    case "decimal", "numeric" -> decimal();
                    case "char" -> new HiveType.Char(length(name));
                    case "varchar" -> new HiveType.Varchar(length(name));
                    default -> primitive(name);
                };
        depth--;
        return type;
    }

    private HiveType array() {
        expect('<');
        HiveType element = type();
        expect('>');
        return new HiveType.Array(element);
    }

    private HiveType mapping() {
        expect('<');
        HiveType key = type();
        if (key instanceof HiveType.Array
                || key instanceof HiveType.Mapping
                || key instanceof HiveType.Struct) {
            throw new UnsupportedType("the key of a map must be a simple type but was " + key);
        }
        expect(',');
        HiveType value = type();
        expect('>');
        return new HiveType.Mapping(key, value);
    }

    private HiveType struct() {
        expect('<');
        List<Column> members = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        do {
            String name = memberName();
            expect(':');
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new UnsupportedType("a struct has two members named '" + name + "'");
            }
            members.add(new Column(name, type()));
            skipComment();
        } while (take(','));
        expect('>');
        return new HiveType.Struct(members);
    }

    private HiveType decimal() {
        if (!take('(')) {
            return new HiveType.Decimal(10, 0);
        }
        int precision = number();
        int scale = take(',') ? number() : 0;
        expect(')');
        return new HiveType.Decimal(precision, scale);
    }

    private int length(String name) {
        if (!take('(')) {
            throw new UnsupportedType(name + " needs a length, as in " + name + "(10)");
        }
        int length = number();
        expect(')');
        return length;
    }

    private HiveType primitive(String name) {
        HiveType type = PRIMITIVES.get(name);
        if (type == null) {
            throw new UnsupportedType(
                    name.isEmpty() ? unexpected("a type").getMessage() : "no type '" + name + "'");
        }
        return type;
    }

    private String typeName() {
        skipBlanks();
        int from = at;
        while (at < text.length() && "<>(),:".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        int comment = text.substring(from, at).toLowerCase(Locale.ROOT).indexOf(" comment ");
        if (comment >= 0) {
            at = from + comment;
        }
        return text.substring(from, at).strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private String memberName() {
        skipBlanks();
        int from = at;
        if (take('`')) {
            int end = text.indexOf('`', at);
            if (end < 0) {
                throw unexpected("'`'");
            }
            String quoted = text.substring(at, end);
            at = end + 1;
            return quoted;
        }
        while (at < text.length() && "<>(),:".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(from, at).strip();
        if (name.isEmpty()) {
            throw unexpected("a member's name");
        }
        return name;
    }

    private void skipComment() {
        skipBlanks();
        if (!text.regionMatches(true, at, "comment", 0, "comment".length())) {
            return;
        }
        at += "comment".length();
        skipBlanks();
        if (!take('\'')) {
            throw unexpected("a quoted comment");
        }
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw unexpected("the end of a comment");
        }
        at = end + 1;
    }

    private int number() {
        skipBlanks();
        int from = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (at == from || at - from > 6) {
            throw unexpected("a number");
        }
        return Integer.parseInt(text.substring(from, at));
    }

    private void expect(char wanted) {
        if (!take(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    private boolean take(char wanted) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private UnsupportedType unexpected(String wanted) {
        return new UnsupportedType(
                "'" + text + "' should have " + wanted + " at character " + (at + 1));
    }
}
