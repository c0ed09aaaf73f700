package io.hydrant.formats.json;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// Scalars as Hive's reader takes them.
final class HiveScalarCases {
    private static final String FORMAT =
            "One or more fields have incorrect format. Exception when validating field (root)";

    private HiveScalarCases() {}

    static List<CaseTable> tables() {
        return List.of(
                tinyint(),
                smallint(),
                integer(),
                bigint(),
                floats(),
                doubles(),
                decimal(),
                booleans(),
                string(),
                limited("varchar(3)", "ab "),
                limited("char(3)", "ab"),
                binary(),
                date());
    }

    private static String notNumeric(String token) {
        return "Current token (" + token + ") not numeric, can not use numeric value accessors";
    }

    private static CaseTable tinyint() {
        return CaseTable.hive("tinyint")
                .takes("127", 127L)
                .takes("-128", -128L)
                .takes("127.9", 127L)
                .refuses("128", "Numeric value (128) out of range of Java byte")
                .refuses("200", "Numeric value (200) out of range of Java byte")
                .refuses("300", "Numeric value (300) out of range of Java byte")
                .refuses("-129", "Numeric value (-129) out of range of Java byte");
    }

    private static CaseTable smallint() {
        return CaseTable.hive("smallint")
                .takes("-32768", -32_768L)
                .refuses("32768", "Numeric value (32768) out of range of Java short");
    }

    private static CaseTable integer() {
        return CaseTable.hive("int")
                .takes("2147483647", 2_147_483_647L)
                .takes("-2147483648", -2_147_483_648L)
                .takes("1.5", 1L)
                .takes("-1.5", -1L)
                .takes("0.9", 0L)
                .takes("1e3", 1_000L)
                .takes("12345e-3", 12L)
                .takes("1e-999999999999", 0L)
                .takes("null", null)
                .refuses("2147483648", "Numeric value (2147483648) out of range of int")
                .refuses("1e10", "Numeric value (1e10) out of range of int")
                .refuses("\"10\"", notNumeric("VALUE_STRING"))
                .refuses("\"\"", notNumeric("VALUE_STRING"))
                .refuses("true", notNumeric("VALUE_TRUE"))
                .refuses("false", notNumeric("VALUE_FALSE"))
                .refuses("[1]", notNumeric("START_ARRAY"))
                .refuses("{}", notNumeric("START_OBJECT"));
    }

    private static CaseTable bigint() {
        return CaseTable.hive("bigint")
                .takes("9223372036854775807", Long.MAX_VALUE)
                .takes("-9223372036854775808", Long.MIN_VALUE)
                .takes("9223372036854775807.9", Long.MAX_VALUE)
                .takes("9007199254740993.5", 9_007_199_254_740_993L)
                .takes("1e18", 1_000_000_000_000_000_000L)
                .refuses(
                        "9223372036854775808",
                        "Numeric value (9223372036854775808) out of range of long")
                .refuses(
                        "-9223372036854775809",
                        "Numeric value (-9223372036854775809) out of range of long")
                .refuses(
                        "18446744073709551617",
                        "Numeric value (18446744073709551617) out of range of long")
                .refuses("1e400", "Numeric value (1e400) out of range of long")
                .refuses("1e999999999999", "Numeric value (1e999999999999) out of range of long");
    }

    private static CaseTable floats() {
        return CaseTable.hive("float")
                .takes("1.1", (double) 1.1f)
                .takes("7", 7.0)
                .takes("1e39", Double.POSITIVE_INFINITY)
                .refuses("\"1.1\"", notNumeric("VALUE_STRING"));
    }

    private static CaseTable doubles() {
        return CaseTable.hive("double")
                .takes("1.5", 1.5)
                .takes("-7", -7.0)
                .takes("-0", -0.0)
                .takes("1e400", Double.POSITIVE_INFINITY)
                .takes("null", null)
                .refuses("\"1.5\"", notNumeric("VALUE_STRING"))
                .refuses("\"NaN\"", notNumeric("VALUE_STRING"))
                .refuses("true", notNumeric("VALUE_TRUE"))
                .refuses("{\"a\":1}", notNumeric("START_OBJECT"));
    }

    private static CaseTable decimal() {
        return CaseTable.hive("decimal(5,2)")
                .takes("1.5", new BigDecimal("1.50"))
                .takes("999.994", new BigDecimal("999.99"))
                .takes("-0.005", new BigDecimal("-0.01"))
                .takes("1e2", new BigDecimal("100.00"))
                .refuses("1000", "Value out of range. Value:\"1000\" Type:decimal(5,2)")
                .refuses("999.995", "Value out of range. Value:\"999.995\" Type:decimal(5,2)")
                .refuses("\"1.5\"", notNumeric("VALUE_STRING"))
                .refuses("[1.5]", notNumeric("START_ARRAY"));
    }

    private static CaseTable booleans() {
        return CaseTable.hive("boolean")
                .takes("true", true)
                .takes("false", false)
                .takes("\"true\"", true)
                .takes("\"FALSE\"", false)
                .takes("null", null)
                .refuses("\"yes\"", "For input string: \"yes\"")
                .refuses("1", "For input string: \"1\"")
                .malformed("{\"c\":[true]}", FORMAT)
                .malformed("{\"c\":{}}", FORMAT);
    }

    private static CaseTable string() {
        return CaseTable.hive("string")
                .takes("\"x\"", "x")
                .takes("\"\"", "")
                .takes("1.50", "1.50")
                .takes("1E+3", "1E+3")
                .takes("12345678901234567890", "12345678901234567890")
                .takes("true", "true")
                .takes("null", null)
                .malformed("{\"c\":{\"nested\":1}}", FORMAT)
                .malformed("{\"c\":[]}", FORMAT)
                .malformed("{\"c\":{}}", FORMAT);
    }

    private static CaseTable limited(String type, String blank) {
        return CaseTable.hive(type)
                .takes("\"abcd\"", "abc")
                .takes("\"𝄞𝄞𝄞𝄞\"", "𝄞𝄞𝄞")
                .takes("\"ab  \"", blank)
                .takes("12345", "123")
                .takes("null", null)
                .malformed("{\"c\":[\"a\"]}", FORMAT);
    }

    private static CaseTable binary() {
        return CaseTable.hive("binary")
                .takes("\"AAE=\"", "0x4141453d")
                .takes("\"ä\"", "0xc3a4")
                .takes("\"\"", "0x")
                .takes("12", "0x3132")
                .takes("null", null)
                .malformed("{\"c\":{}}", FORMAT);
    }

    private static CaseTable date() {
        return CaseTable.hive("date")
                .takes("\"2026-09-07\"", LocalDate.of(2026, 9, 7))
                .takes("\"2026-9-7\"", LocalDate.of(2026, 9, 7))
                .takes("null", null)
                .refuses("\"2026-02-30\"", "For input string: \"2026-02-30\"")
                .refuses("\"oops\"", "For input string: \"oops\"")
                .refuses("20260907", "For input string: \"20260907\"")
                .refuses("true", "For input string: \"true\"")
                .malformed("{\"c\":[\"2026-09-07\"]}", FORMAT);
    }
}
