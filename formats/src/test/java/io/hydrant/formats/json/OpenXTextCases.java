package io.hydrant.formats.json;

import java.util.List;

/// Text and bytes as OpenX takes them.
final class OpenXTextCases {
    private static final String JSON = "org.openx.data.jsonserde.json.";

    private OpenXTextCases() {}

    static List<CaseTable> tables() {
        return List.of(string(), varchar(), limitedChar(), binary());
    }

    private static CaseTable string() {
        return CaseTable.openX("string")
                .takes("\"x\"", "x")
                .takes("\"\"", "")
                .takes("\" \"", " ")
                .takes("null", null)
                .takes("true", "true")
                .takes("false", "false")
                .takes("42", "42")
                .takes("-0", "-0")
                .takes("1.50", "1.50")
                .takes("1E+3", "1E+3")
                .takes("12345678901234567890.10", "12345678901234567890.10")
                .takes("9".repeat(400), "9".repeat(400))
                .takes("\"null\"", "null")
                .takes("{}", "{}")
                .takes("[]", "[]")
                .takes("[ 1 , 2.50 , null , true ]", "[1,2.50,null,true]")
                .takes("{ \"A\" : { \"B\" : [ { \"C\" : 1 } ] } }", "{\"a\":{\"b\":[{\"c\":1}]}}")
                .takes("{\"b\":1,\"a\":2}", "{\"b\":1,\"a\":2}")
                .takes("{\"a\":1,\"b\":2,\"A\":3}", "{\"a\":3,\"b\":2}")
                .takes("{\"Ä\":\"Ä\"}", "{\"ä\":\"Ä\"}")
                .takes("{\"a\":null}", "{\"a\":null}")
                .takes("[\"\\\"\\\\\\/\"]", "[\"\\\"\\\\/\"]")
                .takes(
                        "[\"\\u0001\\u001f\\b\\f\\n\\r\\t\\u00e4\\u007f\"]",
                        "[\"\\u0001\\u001F\\b\\f\\n\\r\\tä\u007f\"]")
                .takes("[\"\\ud834\"]", "[\"?\"]")
                .takes("{\"a.b\":1}", "{\"a.b\":1}");
    }

    private static CaseTable varchar() {
        return CaseTable.openX("varchar(3)")
                .takes("\"abc\"", "abc")
                .takes("\"abcd\"", "abc")
                .takes("\"ab \"", "ab ")
                .takes("\"ab  \"", "ab ")
                .takes("\"äöüß\"", "äöü")
                .takes("\"𝄞𝄞𝄞𝄞\"", "𝄞𝄞𝄞")
                .takes("\"a𝄞€x\"", "a𝄞€")
                .takes("\"\"", "")
                .takes("12345", "123")
                .takes("true", "tru")
                .takes("{\"a\":1}", "{\"a")
                .takes("null", null);
    }

    private static CaseTable limitedChar() {
        return CaseTable.openX("char(3)")
                .takes("\"abc\"", "abc")
                .takes("\"abcd\"", "abc")
                .takes("\"a\"", "a")
                .takes("\"a  \"", "a")
                .takes("\" a \"", " a")
                .takes("\"a  b\"", "a")
                .takes("\"   \"", "")
                .takes("\"\"", "")
                .takes("\"a\\t\"", "a\t")
                .takes("\"𝄞𝄞𝄞𝄞\"", "𝄞𝄞𝄞")
                .takes("7", "7")
                .takes("null", null);
    }

    private static CaseTable binary() {
        return CaseTable.openX("binary")
                .takes("\"AAH/\"", "0x0001ff")
                .takes("\"AAE=\"", "0x0001")
                .takes("\"AAE\"", "0x0001")
                .takes("\"\"", "0x")
                .takes("null", null)
                .refuses("\"A\"", "Input byte[] should at least have 2 bytes for base64 bytes")
                .refuses("\"AA!=\"", "Illegal base64 character 21")
                .refuses("\"AA-_\"", "Illegal base64 character 2d")
                .refuses("\"ä\"", "Illegal base64 character -3d")
                .refuses("1", "java.lang.Long cannot be cast to [B")
                .refuses("true", "java.lang.Boolean cannot be cast to [B")
                .refuses("[0,1]", JSON + "JSONArray cannot be cast to [B")
                .refuses("{}", JSON + "JSONObject cannot be cast to [B");
    }
}
