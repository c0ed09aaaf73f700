package io.hydrant.formats.ddl;

import io.hydrant.formats.ddl.CreateTable.TableColumn;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.UnsupportedType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one statement.
///
/// ```
/// CREATE [TEMPORARY] [EXTERNAL] TABLE [IF NOT EXISTS] [database.]name
///   ( column type [COMMENT text], ... )
///   { COMMENT text | PARTITIONED BY ( ... ) | CLUSTERED BY ( ... ) [SORTED BY ( ... )]
///     INTO n BUCKETS | SKEWED BY ... | ROW FORMAT DELIMITED ... | ROW FORMAT SERDE class
///   | WITH SERDEPROPERTIES ( ... ) | STORED AS format
///   | STORED AS INPUTFORMAT class OUTPUTFORMAT class
///   | LOCATION address | TBLPROPERTIES ( ... ) }
/// ```
///
/// Clauses are taken in any order: tools that print statements differ in it. For one thread.
///
/// Source: Athena User Guide, CREATE TABLE; Hive Language Manual, DDL.
final class CreateTableReader {
    private final DdlLetters letters;
    private final List<TableColumn> partitionKeys = new ArrayList<>();
    private final Map<String, String> serdeProperties = new LinkedHashMap<>();
    private final Map<String, String> tableProperties = new LinkedHashMap<>();
    private Optional<String> comment = Optional.empty();
    private Optional<String> serde = Optional.empty();
    private Optional<String> storedAs = Optional.empty();
    private Optional<String> location = Optional.empty();
    private final Set<String> names = new HashSet<>();

    CreateTableReader(String statement) {
        this.letters = new DdlLetters(statement);
    }

    CreateTable read() {
        letters.expect("CREATE");
        letters.take("TEMPORARY");
        letters.take("EXTERNAL");
        letters.expect("TABLE");
        letters.take("IF NOT EXISTS");
        String name = letters.name("the name of a table");
        if (letters.take('.')) {
            name += "." + letters.name("the name of a table");
        }
        if (letters.peekWord().equals("LIKE") || letters.peekWord().equals("AS")) {
            throw letters.wrong("only tables with a list of columns can be read; '('");
        }
        List<TableColumn> columns = columns();
        while (!letters.isAtEnd() && !letters.take(';')) {
            clause();
        }
        if (!letters.isAtEnd()) {
            throw letters.wrong("one statement is read; the end is expected");
        }
        return new CreateTable(
                name.toLowerCase(Locale.ROOT),
                columns,
                partitionKeys,
                comment,
                serde,
                serdeProperties,
                storedAs,
                location,
                tableProperties);
    }

    private void clause() {
        switch (letters.peekWord()) {
            case "COMMENT" -> {
                letters.expect("COMMENT");
                comment = Optional.of(letters.string("the comment"));
            }
            case "PARTITIONED" -> {
                letters.expect("PARTITIONED BY");
                partitionKeys();
            }
            case "CLUSTERED" -> buckets();
            case "SKEWED" -> skew();
            case "ROW" -> rowFormat();
            case "WITH" -> {
                letters.expect("WITH SERDEPROPERTIES");
                properties(serdeProperties);
            }
            case "STORED" -> storedAs();
            case "LOCATION" -> {
                letters.expect("LOCATION");
                location = Optional.of(letters.string("the location"));
            }
            case "TBLPROPERTIES" -> {
                letters.expect("TBLPROPERTIES");
                properties(tableProperties);
            }
            case "AS" ->
                    throw letters.wrong(
                            "a table made of a query cannot be read; a clause is expected");
            default -> throw letters.wrong("a clause of CREATE TABLE is expected");
        }
    }

    private List<TableColumn> columns() {
        letters.expect('(');
        List<TableColumn> columns = new ArrayList<>();
        do {
            columns.add(column(letters.name("a column")));
        } while (letters.take(','));
        letters.expect(')');
        return columns;
    }

    private TableColumn column(String name) {
        String place = letters.place();
        String lowerCase = name.toLowerCase(Locale.ROOT);
        String type = letters.type();
        if (type.isEmpty()) {
            throw letters.wrong("the type of column '" + lowerCase + "' is expected");
        }
        if (!names.add(lowerCase)) {
            throw new WrongDdl(place + ": there are two columns named '" + lowerCase + "'");
        }
        try {
            Column column = new Column(lowerCase, HiveTypeParser.parse(type));
            return new TableColumn(
                    column, letters.take("COMMENT") ? letters.string("a comment") : "");
        } catch (UnsupportedType e) {
            throw new WrongDdl(place + ": column '" + lowerCase + "': " + e.getMessage());
        }
    }

    /// Keys without a type refer to columns of the table, as those of Iceberg tables do.
    private void partitionKeys() {
        letters.expect('(');
        do {
            String name = letters.name("a partition key");
            if (letters.take('(')) {
                letters.type();
                while (letters.take(',')) {
                    letters.type();
                }
                letters.expect(')');
            } else if (!names.contains(name.toLowerCase(Locale.ROOT)) || !isKeyEnd()) {
                partitionKeys.add(column(name));
            }
        } while (letters.take(','));
        letters.expect(')');
    }

    private boolean isKeyEnd() {
        return letters.isAt(',') || letters.isAt(')');
    }

    private void buckets() {
        letters.expect("CLUSTERED BY");
        letters.skipBrackets();
        if (letters.take("SORTED BY")) {
            letters.skipBrackets();
        }
        letters.expect("INTO");
        letters.name("a number of buckets");
        letters.expect("BUCKETS");
    }

    private void skew() {
        letters.expect("SKEWED BY");
        letters.skipBrackets();
        letters.expect("ON");
        letters.skipBrackets();
        letters.take("STORED AS DIRECTORIES");
    }

    private void rowFormat() {
        letters.expect("ROW FORMAT");
        if (letters.take("SERDE")) {
            serde = Optional.of(letters.string("the class of a SerDe"));
            return;
        }
        letters.expect("DELIMITED");
        while (letters.take("FIELDS TERMINATED BY")
                || letters.take("ESCAPED BY")
                || letters.take("COLLECTION ITEMS TERMINATED BY")
                || letters.take("MAP KEYS TERMINATED BY")
                || letters.take("LINES TERMINATED BY")
                || letters.take("NULL DEFINED AS")) {
            letters.string("a delimiter");
        }
    }

    private void storedAs() {
        letters.expect("STORED");
        if (!letters.take("AS")) {
            throw letters.wrong("AS is expected: tables of storage handlers cannot be read");
        }
        if (!letters.take("INPUTFORMAT")) {
            storedAs = Optional.of(letters.name("a format"));
            return;
        }
        String input = letters.string("the class of the input");
        letters.expect("OUTPUTFORMAT");
        String output = letters.string("the class of the output");
        storedAs = Optional.of("INPUTFORMAT '" + input + "' OUTPUTFORMAT '" + output + "'");
    }

    private void properties(Map<String, String> into) {
        letters.expect('(');
        do {
            String key = letters.string("the name of a property");
            letters.expect('=');
            into.put(key, letters.string("the value of property '" + key + "'"));
        } while (letters.take(','));
        letters.expect(')');
    }
}
