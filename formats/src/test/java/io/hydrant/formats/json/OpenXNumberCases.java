package io.hydrant.formats.json;

import java.math.BigDecimal;
import java.util.List;

/// Numbers and booleans as OpenX takes them.
final class OpenXNumberCases {
    private static final String JSON = "org.openx.data.jsonserde.json.";
    private static final String NO_NUMBER = " cannot be cast to java.lang.Number";

    private OpenXNumberCases() {}

    static List<CaseTable> tables() {
        return List.of(
                tinyint(),
                smallint(),
                integer(),
                bigint(),
                floats(),
                doubles(),
                decimal(),
                smallDecimal(),
                wideDecimal(),
                fractions(),
                booleans());
    }

    private static CaseTable tinyint() {
        return CaseTable.openX("tinyint")
                .takes("0", 0L)
                .takes("-0", 0L)
                .takes("127", 127L)
                .takes("-128", -128L)
                .takes("\"127\"", 127L)
                .takes("\"0x7f\"", 127L)
                .refuses("128", "Value out of range. Value:\"128\" Radix:10")
                .refuses("300", "Value out of range. Value:\"300\" Radix:10")
                .refuses("\"-129\"", "Value out of range. Value:\"-129\" Radix:10")
                .refuses("\"0xFF\"", "Value out of range. Value:\"FF\" Radix:16")
                .refuses("3000000000", "For input string: \"3000000000\"");
    }

    private static CaseTable smallint() {
        return CaseTable.openX("smallint")
                .takes("32767", 32_767L)
                .takes("-32768", -32_768L)
                .refuses("32768", "Value out of range. Value:\"32768\" Radix:10")
                .refuses("-32769", "Value out of range. Value:\"-32769\" Radix:10");
    }

    private static CaseTable integer() {
        return CaseTable.openX("int")
                .takes("2147483647", 2_147_483_647L)
                .takes("-2147483648", -2_147_483_648L)
                .takes("\"42\"", 42L)
                .takes("\"-42\"", -42L)
                .takes("\"+42\"", 42L)
                .takes("\"0042\"", 42L)
                .takes("\"0x10\"", 16L)
                .takes("\"0Xff\"", 255L)
                .takes("null", null)
                .refuses("2147483648", "For input string: \"2147483648\"")
                .refuses("-2147483649", "For input string: \"-2147483649\"")
                .refuses("1.5", "For input string: \"1.5\"")
                .refuses("1.0", "For input string: \"1.0\"")
                .refuses("1e3", "For input string: \"1e3\"")
                .refuses("1E400", "For input string: \"1E400\"")
                .refuses("\"1.5\"", "For input string: \"1.5\"")
                .refuses("\"oops\"", "For input string: \"oops\"")
                .refuses("\"\"", "For input string: \"\"")
                .refuses("\" 1\"", "For input string: \" 1\"")
                .refuses("\"1 \"", "For input string: \"1 \"")
                .refuses("\"-\"", "For input string: \"-\"")
                .refuses("\"+\"", "For input string: \"+\"")
                .refuses("\"--1\"", "For input string: \"--1\"")
                .refuses("\"0x\"", "For input string: \"\"")
                .refuses("\"0xzz\"", "For input string: \"zz\"")
                .refuses("\"1_000\"", "For input string: \"1_000\"")
                .refuses("\"1,000\"", "For input string: \"1,000\"")
                .refuses("\"\\u0663\"", "For input string: \"\u0663\"")
                .refuses("true", "java.lang.Boolean" + NO_NUMBER)
                .refuses("{}", JSON + "JSONObject" + NO_NUMBER)
                .refuses("[1]", JSON + "JSONArray" + NO_NUMBER);
    }

    private static CaseTable bigint() {
        return CaseTable.openX("bigint")
                .takes("9223372036854775807", Long.MAX_VALUE)
                .takes("-9223372036854775808", Long.MIN_VALUE)
                .takes("\"9223372036854775807\"", Long.MAX_VALUE)
                .takes("\"-00000000000000000000000000000001\"", -1L)
                .takes("9007199254740993", 9_007_199_254_740_993L)
                .refuses("9223372036854775808", "For input string: \"9223372036854775808\"")
                .refuses("-9223372036854775809", "For input string: \"-9223372036854775809\"")
                .refuses("18446744073709551617", "For input string: \"18446744073709551617\"")
                .refuses("\"99999999999999999999\"", "For input string: \"99999999999999999999\"")
                .refuses("1e18", "For input string: \"1e18\"")
                .refuses("9".repeat(400), "For input string: \"" + "9".repeat(400) + "\"");
    }

    private static CaseTable floats() {
        return CaseTable.openX("float")
                .takes("1.1", (double) 1.1f)
                .takes("16777217", (double) 16_777_216f)
                .takes("\"1.1\"", (double) 1.1f)
                .takes("3.4028235e38", (double) Float.MAX_VALUE)
                .takes("1e39", Double.POSITIVE_INFINITY)
                .takes("-1e39", Double.NEGATIVE_INFINITY)
                .takes("1e-46", 0.0)
                .takes("1.00000017881393432617187499", (double) 1.00000011920928955078125f)
                .refuses("\"oops\"", "For input string: \"oops\"")
                .refuses("true", "java.lang.Boolean" + NO_NUMBER);
    }

    private static CaseTable doubles() {
        return CaseTable.openX("double")
                .takes("1", 1.0)
                .takes("1.5", 1.5)
                .takes("-1.5e-3", -0.0015)
                .takes("1e3", 1000.0)
                .takes("-0", -0.0)
                .takes("-0.0", -0.0)
                .takes("0.1", 0.1)
                .takes("2.2250738585072012e-308", 2.2250738585072012e-308)
                .takes("4.9e-324", Double.MIN_VALUE)
                .takes("1e-400", 0.0)
                .takes("1e400", Double.POSITIVE_INFINITY)
                .takes("-1e999999999999", Double.NEGATIVE_INFINITY)
                .takes("9".repeat(400), Double.POSITIVE_INFINITY)
                .takes("0." + "9".repeat(400), 1.0)
                .takes("9007199254740993", 9_007_199_254_740_992.0)
                .takes("\"1.5\"", 1.5)
                .takes("\" 1.5 \"", 1.5)
                .takes("\"+1.5\"", 1.5)
                .takes("\".5\"", 0.5)
                .takes("\"5.\"", 5.0)
                .takes("\"1e3\"", 1000.0)
                .takes("\"NaN\"", Double.NaN)
                .takes("\"Infinity\"", Double.POSITIVE_INFINITY)
                .takes("\"-Infinity\"", Double.NEGATIVE_INFINITY)
                .takes("\"0x1p3\"", 8.0)
                .takes("\"1.5d\"", 1.5)
                .takes("null", null)
                .refuses("\"oops\"", "For input string: \"oops\"")
                .refuses("\"nan\"", "For input string: \"nan\"")
                .refuses("\"inf\"", "For input string: \"inf\"")
                .refuses("\"1,5\"", "For input string: \"1,5\"")
                .refuses("\"\"", "empty String")
                .refuses("\"  \"", "empty String")
                .refuses("false", "java.lang.Boolean" + NO_NUMBER)
                .refuses("{\"a\":1}", JSON + "JSONObject" + NO_NUMBER)
                .refuses("[]", JSON + "JSONArray" + NO_NUMBER);
    }

    private static CaseTable decimal() {
        return CaseTable.openX("decimal(10,2)")
                .takes("1", new BigDecimal("1.00"))
                .takes("1.5", new BigDecimal("1.50"))
                .takes("\"1.5\"", new BigDecimal("1.50"))
                .takes("1.005", new BigDecimal("1.01"))
                .takes("1.0049999999999999999999999", new BigDecimal("1.00"))
                .takes("-1.005", new BigDecimal("-1.01"))
                .takes("-0.004", new BigDecimal("0.00"))
                .takes("0.005", new BigDecimal("0.01"))
                .takes("99999999.99", new BigDecimal("99999999.99"))
                .takes("99999999.994", new BigDecimal("99999999.99"))
                .takes("-99999999.99", new BigDecimal("-99999999.99"))
                .takes("1.5e3", new BigDecimal("1500.00"))
                .takes("15e-1", new BigDecimal("1.50"))
                .takes("0e999999999999", new BigDecimal("0.00"))
                .takes("1e-999999999999", new BigDecimal("0.00"))
                .takes("\"+1.5\"", new BigDecimal("1.50"))
                .takes("\".5\"", new BigDecimal("0.50"))
                .takes("\"5.\"", new BigDecimal("5.00"))
                .takes("\"00000000000001.5\"", new BigDecimal("1.50"))
                .takes("null", null)
                .refuses("100000000", outOfRange("100000000"))
                .refuses("99999999.995", outOfRange("99999999.995"))
                .refuses("-100000000", outOfRange("-100000000"))
                .refuses("1e999999999999", outOfRange("1e999999999999"))
                .refuses("\"oops\"", "For input string: \"oops\"")
                .refuses("\"\"", "For input string: \"\"")
                .refuses("\" 1\"", "For input string: \" 1\"")
                .refuses("\"NaN\"", "For input string: \"NaN\"")
                .refuses("\"1e\"", "For input string: \"1e\"")
                .refuses("\".\"", "For input string: \".\"")
                .refuses("true", "java.lang.Boolean" + NO_NUMBER)
                .refuses("{}", JSON + "JSONObject" + NO_NUMBER);
    }

    private static String outOfRange(String text) {
        return "Value out of range. Value:\"" + text + "\" Type:decimal(10,2)";
    }

    private static CaseTable smallDecimal() {
        return CaseTable.openX("decimal")
                .takes("9999999999", new BigDecimal("9999999999"))
                .takes("1.5", new BigDecimal("2"))
                .takes("-2.5", new BigDecimal("-3"))
                .takes("0.4", new BigDecimal("0"));
    }

    private static CaseTable wideDecimal() {
        return CaseTable.openX("decimal(38,10)")
                .takes("1", new BigDecimal("1.0000000000"))
                .takes("-1", new BigDecimal("-1.0000000000"))
                .takes("0", new BigDecimal("0.0000000000"))
                .takes(
                        "9999999999999999999999999999.9999999999",
                        new BigDecimal("9999999999999999999999999999.9999999999"))
                .takes(
                        "\"-9999999999999999999999999999.9999999999\"",
                        new BigDecimal("-9999999999999999999999999999.9999999999"))
                .takes(
                        "1234567890123456789012345678.01234567894",
                        new BigDecimal("1234567890123456789012345678.0123456789"))
                .takes("922337203.68547758075", new BigDecimal("922337203.6854775808"))
                .takes("1844674407.37095516155", new BigDecimal("1844674407.3709551616"))
                .takes("-1844674407.37095516155", new BigDecimal("-1844674407.3709551616"))
                .refuses(
                        "10000000000000000000000000000",
                        "Value out of range. Value:\"10000000000000000000000000000\""
                                + " Type:decimal(38,10)");
    }

    private static CaseTable fractions() {
        return CaseTable.openX("decimal(3,3)")
                .takes("0.999", new BigDecimal("0.999"))
                .takes("0.0005", new BigDecimal("0.001"))
                .takes("0.00049", new BigDecimal("0.000"))
                .takes("0.00005", new BigDecimal("0.000"))
                .refuses("0.9995", "Value out of range. Value:\"0.9995\" Type:decimal(3,3)")
                .refuses("1", "Value out of range. Value:\"1\" Type:decimal(3,3)");
    }

    private static CaseTable booleans() {
        return CaseTable.openX("boolean")
                .takes("true", true)
                .takes("false", false)
                .takes("null", null)
                .takes("\"true\"", true)
                .takes("\"false\"", false)
                .takes("\"TRUE\"", true)
                .takes("\"False\"", false)
                .refuses("\"yes\"", "For input string: \"yes\"")
                .refuses("\"\"", "For input string: \"\"")
                .refuses("\" true\"", "For input string: \" true\"")
                .refuses("\"1\"", "For input string: \"1\"")
                .refuses("1", "java.lang.Long cannot be cast to java.lang.Boolean")
                .refuses("0.5", "java.lang.Double cannot be cast to java.lang.Boolean")
                .refuses("[true]", JSON + "JSONArray cannot be cast to java.lang.Boolean")
                .refuses("{}", JSON + "JSONObject cannot be cast to java.lang.Boolean");
    }
}
