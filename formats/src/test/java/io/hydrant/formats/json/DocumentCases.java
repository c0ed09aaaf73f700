package io.hydrant.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Records as a whole: how many documents, what stands between them, what is no JSON.
final class DocumentCases {
    private static final String EMPTY = "The record was empty or contained only whitespace.";
    private static final String PRIMITIVE =
            "The input JSON contained a primitive at the top level."
                    + " The top level must be an object or array.";

    private DocumentCases() {}

    static List<CaseTable> tables() {
        return Stream.of(
                        forBoth("OpenX", JsonDialect.OpenX.DEFAULTS),
                        forBoth("Hive", new JsonDialect.Hive(List.of())),
                        List.of(openX(), hive()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<CaseTable> forBoth(String name, JsonDialect dialect) {
        return List.of(
                documents(CaseTable.of(name, dialect, "c:int,d:string")),
                malformed(CaseTable.of(name, dialect, "c:int,d:string")),
                encodings(CaseTable.of(name, dialect, "c:string")));
    }

    private static CaseTable documents(CaseTable table) {
        return table.row("{\"c\":1,\"d\":\"x\"}", 1L, "x")
                .row(" \t\r\n{ \"c\" : 1 , \"d\" : \"x\" } \t\r\n", 1L, "x")
                .row("{\"d\":\"x\",\"c\":1}", 1L, "x")
                .row("{}", null, null)
                .row("{\"c\":null,\"d\":null}", null, null)
                .row("{\"unknown\":{\"c\":2,\"e\":[1,{}]},\"c\":1}", 1L, null)
                .row("{\"c\":1,\"unknown\":\"}{\"}", 1L, null)
                .row("{\"c\":1,\"c\":2}", 2L, null)
                .row("{\"c\":1,\"c\":null}", null, null)
                .row("{\"c\":null,\"c\":1}", 1L, null)
                .row("{\"c\":1,\"d\":\"x\",\"c\":3,\"d\":\"y\"}", 3L, "y")
                .row("{\"\":5,\"c\":1}", 1L, null)
                .row("{\"\\u0063\":1}", 1L, null)
                .rows("{\"c\":1}{\"c\":2}", pair(1L, null), pair(2L, null))
                .rows("{\"c\":1} \n {\"d\":\"y\"}\n", pair(1L, null), pair(null, "y"))
                .rows(
                        "{\"c\":1}\r\n{}\t{\"c\":3}",
                        pair(1L, null),
                        pair(null, null),
                        pair(3L, null))
                .malformed("", EMPTY)
                .malformed(" ", EMPTY)
                .malformed("\n", EMPTY)
                .malformed(" \t\r\n \n", EMPTY)
                .malformed("42", PRIMITIVE)
                .malformed("-1.5e3", PRIMITIVE)
                .malformed("\"text\"", PRIMITIVE)
                .malformed("\"{}\"", PRIMITIVE)
                .malformed("true", PRIMITIVE)
                .malformed("false", PRIMITIVE)
                .malformed("null", PRIMITIVE)
                .malformed(" null ", PRIMITIVE)
                .malformed("{\"c\":1} 2", PRIMITIVE)
                .malformed("{\"c\":1}null", PRIMITIVE)
                .malformed("\"a\"{\"c\":1}", PRIMITIVE);
    }

    private static CaseTable malformed(CaseTable table) {
        return table.unparsed(
                        "oops",
                        "Unrecognized token 'oops': was expecting (JSON String, Number, Array,"
                                + " Object or token 'null', 'true' or 'false')"
                                + "\n at [line: 1, column: 1]")
                .unparsed(
                        "{\"c\":1}\n}",
                        "Unexpected close marker '}': no open Object to close"
                                + "\n at [line: 2, column: 1]")
                .unparsed(
                        "{\"c\":1}\n {\"c\":",
                        "Unexpected end-of-input within/between Object entries"
                                + "\n at [line: 2, column: 7]")
                .unparsed(
                        " {\"c\":1",
                        "Unexpected end-of-input: expected close marker for Object"
                                + " (start marker at [line: 1, column: 2])"
                                + "\n at [line: 1, column: 8]")
                .unparsedWith("{", "Unexpected end-of-input")
                .unparsedWith("{\"c\"", "Unexpected end-of-input")
                .unparsedWith("{\"c\":", "Unexpected end-of-input")
                .unparsedWith("{\"c\":1", "Unexpected end-of-input")
                .unparsedWith("{\"c\":1,", "Unexpected end-of-input")
                .unparsedWith("{\"d\":\"x", "Unexpected end-of-input")
                .unparsedWith("{\"d\":\"x\\", "Unexpected end-of-input")
                .unparsedWith("{\"d\":tru", "Unrecognized token 'tru'")
                .unparsedWith("{\"c\":1}}", "Unexpected close marker '}'")
                .unparsedWith("{\"c\":1}{\"c\":2", "Unexpected end-of-input")
                .unparsedWith("{\"c\":1}garbage", "Unrecognized token 'garbage'")
                .unparsedWith("{\"c\":1},{\"c\":2}", "Unexpected character (',' (code 44))")
                .unparsedWith("{\"c\":1}\u0000", "code 0")
                .unparsedWith("{\"c\":1,}", "Unexpected character ('}' (code 125))")
                .unparsedWith("{,\"c\":1}", "Unexpected character (',' (code 44))")
                .unparsedWith("{\"c\" 1}", "Unexpected character ('1' (code 49))")
                .unparsedWith("{\"c\":1 \"d\":2}", "Unexpected character ('\"' (code 34))")
                .unparsedWith("{c:1}", "Unexpected character ('c' (code 99))")
                .unparsedWith("{'c':1}", "Unexpected character (''' (code 39))")
                .unparsedWith("{\"c\":01}", "Leading zeroes not allowed")
                .unparsedWith("{\"c\":+1}", "plus sign")
                .unparsedWith("{\"c\":1.}", "Decimal point not followed by a digit")
                .unparsedWith("{\"c\":.5}", "Unexpected character ('.' (code 46))")
                .unparsedWith("{\"c\":-}", "expected digit (0-9) to follow minus sign")
                .unparsedWith("{\"c\":1e}", "Exponent indicator not followed by a digit")
                .unparsedWith("{\"c\":0x10}", "Unexpected character ('x' (code 120))")
                .unparsedWith("{\"c\":NaN}", "Non-standard token 'NaN'")
                .unparsedWith("{\"c\":Infinity}", "Infinity")
                .unparsedWith("{\"c\":-Infinity}", "Non-standard token '-Infinity'")
                .unparsedWith("{\"c\":TRUE}", "Unrecognized token 'TRUE'")
                .unparsedWith("{\"c\":1}//x", "Unexpected character ('/' (code 47))")
                .unparsedWith("{\"d\":\"a\nb\"}", "Illegal unquoted character")
                .unparsedWith("{\"d\":\"a\\xb\"}", "Unrecognized character escape 'x'")
                .unparsedWith("{\"d\":\"a\\u12g4\"}", "Unexpected character ('g' (code 103))")
                .unparsedWith("[1,2", "Unexpected end-of-input")
                .unparsedWith("[1 2]", "Unexpected character ('2' (code 50))")
                .unparsedWith("{\"c\":\"oops\"}]", "Unexpected close marker ']'")
                .unparsedWith("7 oops", "Unrecognized token 'oops'");
    }

    private static CaseTable encodings(CaseTable table) {
        return table.takes("\"ä€𝄞\"", "ä€𝄞")
                .takes("\"\\u00e4\\u20AC\\ud834\\udd1e\"", "ä€𝄞")
                .takes("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"", "\"\\/\b\f\n\r\t\u0000")
                .takes("\"\\ud834\"", "?")
                .takes("\"a\\udd1eb\"", "a?b")
                .takes("\"\\udd1e\\ud834\"", "??")
                .takes("\"\\ud834x\\udd1e\"", "?x?")
                .bytes(wrapped(0xF0, 0x9D, 0x84, 0x9E), "𝄞")
                .bytes(wrapped(0x7F), "\u007f")
                .bytes("\ufeff{\"c\":\"x\"}".getBytes(StandardCharsets.UTF_8), "x")
                .bytes("{\"c\":\"xä\"}".getBytes(StandardCharsets.UTF_16BE), "xä")
                .bytes("{\"c\":\"xä\"}".getBytes(StandardCharsets.UTF_16LE), "xä")
                .unparsedWith(wrapped(0xFF), "Invalid UTF-8 start byte 0xff")
                .unparsedWith(wrapped(0x80), "Invalid UTF-8 start byte 0x80")
                .unparsedWith(wrapped(0xC3, 0x28), "Invalid UTF-8 middle byte 0x28")
                .unparsedWith(wrapped(0xC3), "Invalid UTF-8 middle byte 0x22")
                .unparsedWith(wrapped(0xE2, 0x82), "Invalid UTF-8 middle byte 0x22")
                .unparsedWith(wrapped(0xF0, 0x9D, 0x84), "Invalid UTF-8 middle byte 0x22")
                .unparsedWith(wrapped(0xED, 0xA0, 0xB4), "Invalid UTF-8")
                .unparsedWith(wrapped(0xED, 0xA0, 0xB4, 0xED, 0xB4, 0x9E), "Invalid UTF-8")
                .unparsedWith(wrapped(0xED, 0xB4, 0x9E), "Invalid UTF-8")
                .unparsedWith(wrapped(0xC0, 0xAF), "Invalid UTF-8")
                .unparsedWith(wrapped(0xC1, 0xBF), "Invalid UTF-8")
                .unparsedWith(wrapped(0xE0, 0x80, 0xAF), "Invalid UTF-8")
                .unparsedWith(wrapped(0xF0, 0x80, 0x80, 0xAF), "Invalid UTF-8")
                .unparsedWith(wrapped(0xF4, 0x90, 0x80, 0x80), "Invalid UTF-8")
                .unparsedWith(wrapped(0xF5, 0x80, 0x80, 0x80), "Invalid UTF-8")
                .unparsedWith(wrapped(0xF8, 0x88, 0x80, 0x80, 0x80), "Invalid UTF-8")
                .unparsedWith("{\"\\ud834\":1}", "Broken surrogate pair in field name")
                .unparsedWith("{\"\\udd1e\":1}", "surrogate")
                .unparsedWith(new byte[] {(byte) 0xC3}, "")
                .unparsedWith(new byte[] {0}, "");
    }

    private static CaseTable openX() {
        return CaseTable.of("OpenX", JsonDialect.OpenX.DEFAULTS, "c:int,d:string")
                .row("[1,\"x\"]", 1L, "x")
                .row("[1]", 1L, null)
                .row("[null,\"x\",3]", null, "x")
                .row("[]", null, null)
                .row("[1,[{\"A\":1}]]", 1L, "[{\"a\":1}]")
                .rows("[1,\"x\"][2]{\"c\":3}", pair(1L, "x"), pair(2L, null), pair(3L, null))
                .mismatch(
                        "[{\"c\":1},{\"c\":2}]",
                        "org.openx.data.jsonserde.json.JSONObject cannot be cast to"
                                + " java.lang.Number")
                .mismatch("{\"c\":1}{\"c\":\"oops\"}", "For input string: \"oops\"")
                .mismatch("{\"c\":\"oops\"}{\"c\":1}", "For input string: \"oops\"")
                .mismatch("{\"c\":\"one\"}{\"c\":\"two\"}", "For input string: \"one\"")
                .row("{\"c\":\"oops\",\"c\":1}", 1L, null);
    }

    private static CaseTable hive() {
        String reason = "java.io.IOException: Start token not found where expected";
        return CaseTable.of("Hive", new JsonDialect.Hive(List.of()), "c:int,d:string")
                .mismatch("[1,\"x\"]", reason)
                .mismatch("[{\"c\":1}]", reason)
                .mismatch("[]", reason)
                .mismatch("{\"c\":1}[2]", reason)
                .row("{\"c\":\"oops\",\"c\":1}", 1L, null);
    }

    private static List<Object> pair(Object c, Object d) {
        return Arrays.asList(c, d);
    }

    /// `{"c":"..."}` around bytes.
    private static byte[] wrapped(int... bytes) {
        byte[] record = new byte[6 + bytes.length + 2];
        System.arraycopy("{\"c\":\"".getBytes(StandardCharsets.US_ASCII), 0, record, 0, 6);
        for (int i = 0; i < bytes.length; i++) {
            record[6 + i] = (byte) bytes[i];
        }
        record[record.length - 2] = '"';
        record[record.length - 1] = '}';
        return record;
    }
}
