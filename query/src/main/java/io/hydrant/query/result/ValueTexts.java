package io.hydrant.query.result;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.StringJoiner;

/// The engine's values as the texts that clients of Athena get.
///
/// ```
/// true  12  1.0  1.0E10  NaN  Infinity  12.50  text  2026-01-02  03:04:05.678
/// 2026-01-02 03:04:05.678  2026-01-02 03:04:05.678 UTC  61 62  [1, 2]  {k=v, k2=v2}  {a=1, b=x}
/// ```
///
/// Times have three digits behind the point, what is finer is cut off. What lies in others has no
/// quotes; null in them is `null`.
final class ValueTexts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private ValueTexts() {}

    /// @param value not null
    static String of(Object value) throws SQLException {
        return switch (value) {
            case String text -> text;
            case BigDecimal decimal -> decimal.toPlainString();
            case LocalDate date -> date.toString();
            case LocalTime time -> TIME.format(time);
            case OffsetTime time -> TIME.format(time) + " " + time.getOffset();
            case LocalDateTime time -> TIMESTAMP.format(time);
            case Timestamp time -> TIMESTAMP.format(time.toLocalDateTime());
            case java.sql.Date date -> date.toLocalDate().toString();
            case OffsetDateTime time -> zoned(time.toInstant());
            case byte[] bytes -> hex(bytes);
            case Blob blob -> hex(blob.getBytes(1, Math.toIntExact(blob.length())));
            case Array array -> list((Object[]) array.getArray());
            case Object[] array -> list(array);
            case Map<?, ?> map -> map(map);
            case Struct struct -> row(struct);
            case Boolean _, Byte _, Short _, Integer _, Long _, BigInteger _ -> value.toString();
            case Float number -> Float.toString(number);
            case Double number -> Double.toString(number);
            default -> value.toString();
        };
    }

    private static String zoned(Instant time) {
        return TIMESTAMP.format(time.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    private static String list(Object[] elements) throws SQLException {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (Object element : elements) {
            text.add(inner(element));
        }
        return text.toString();
    }

    private static String map(Map<?, ?> map) throws SQLException {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.add(inner(entry.getKey()) + "=" + inner(entry.getValue()));
        }
        return text.toString();
    }

    private static String row(Struct struct) throws SQLException {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (Map.Entry<String, Object> member : RowMembers.of(struct).entrySet()) {
            text.add(member.getKey() + "=" + inner(member.getValue()));
        }
        return text.toString();
    }

    private static String inner(Object value) throws SQLException {
        return RowMembers.isNull(value) ? "null" : of(value);
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 3);
        for (byte b : bytes) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
        }
        return text.toString();
    }
}
