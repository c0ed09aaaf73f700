package io.hydrant.query.dialect;

import org.duckdb.DuckDBStruct;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Texts of the engine's values, as results of Athena show them.
final class CellTexts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private CellTexts() {}

    static String of(Object value) throws SQLException {
        return switch (value) {
            case null -> "NULL";
            case BigDecimal number -> number.toPlainString();
            case Timestamp time -> TIME.format(time.toLocalDateTime());
            case LocalDateTime time -> TIME.format(time);
            case OffsetDateTime time ->
                    TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC)) + " UTC";
            case byte[] bytes -> HexFormat.ofDelimiter(" ").formatHex(bytes);
            case Blob blob -> of(blob.getBytes(1, (int) blob.length()));
            case Array array -> of((Object[]) array.getArray());
            case Object[] elements -> {
                List<String> texts = new ArrayList<>();
                for (Object element : elements) {
                    texts.add(of(element));
                }
                yield "[" + String.join(", ", texts) + "]";
            }
            case DuckDBStruct struct -> members(struct.getMap());
            case Map<?, ?> map -> members(map);
            default -> value.toString();
        };
    }

    private static String members(Map<?, ?> map) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            texts.add(of(entry.getKey()) + "=" + of(entry.getValue()));
        }
        return "{" + String.join(", ", texts) + "}";
    }
}
