package io.hydrant.formats.json;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Arrays, maps and structs as OpenX takes them.
final class OpenXNestedCases {
    private static final String JSON = "org.openx.data.jsonserde.json.";
    private static final String NO_MAP = " cannot be cast to " + JSON + "JSONObject";
    private static final String NO_STRUCT = "Data is not JSONObject  but ";

    private OpenXNestedCases() {}

    static List<CaseTable> tables() {
        return List.of(
                arrays(),
                arraysOfNumbers(),
                arraysOfArrays(),
                maps(),
                mapsOfNumbers(),
                mapsOfOtherKeys(),
                structs(),
                arraysOfStructs(),
                mapsOfStructs(),
                deep());
    }

    static List<Object> list(Object... values) {
        return Arrays.asList(values);
    }

    static Map<Object, Object> map(Object... keysAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static CaseTable arrays() {
        return CaseTable.openX("array<string>")
                .takes("[\"a\",\"b\"]", list("a", "b"))
                .takes("[]", list())
                .takes("null", null)
                .takes("[null]", list((Object) null))
                .takes("[\"a\",null,\"c\"]", list("a", null, "c"))
                .takes("\"solo\"", list("solo"))
                .takes("5", list("5"))
                .takes("true", list("true"))
                .takes("{\"K\":1}", list("{\"k\":1}"))
                .takes("\"\"", null)
                .takes("\" \"", list(" "))
                .takes("[\"\"]", list(""))
                .takes("[1,2.5,true]", list("1", "2.5", "true"))
                .takes("[[\"a\",\"b\"]]", list("[\"a\",\"b\"]"))
                .takes("[{\"MixedKey\":1}]", list("{\"mixedkey\":1}"));
    }

    private static CaseTable arraysOfNumbers() {
        return CaseTable.openX("array<int>")
                .takes("[1,\"2\",null]", list(1L, 2L, null))
                .takes("7", list(7L))
                .takes("\"7\"", list(7L))
                .refuses("[1,\"oops\"]", "For input string: \"oops\"")
                .refuses("\"oops\"", "For input string: \"oops\"")
                .refuses("[1,[2]]", JSON + "JSONArray cannot be cast to java.lang.Number")
                .refuses("{\"a\":1}", JSON + "JSONObject cannot be cast to java.lang.Number");
    }

    private static CaseTable arraysOfArrays() {
        return CaseTable.openX("array<array<int>>")
                .takes("[[1,2],[],null,[3]]", list(list(1L, 2L), list(), null, list(3L)))
                .takes("[1,2]", list(list(1L), list(2L)))
                .takes("5", list(list(5L)))
                .takes("[\"\",[]]", list(null, list()))
                .refuses("[[1],[true]]", "java.lang.Boolean cannot be cast to java.lang.Number");
    }

    private static CaseTable maps() {
        return CaseTable.openX("map<string,string>")
                .takes("{\"a\":\"x\",\"b\":\"y\"}", map("a", "x", "b", "y"))
                .takes("{}", map())
                .takes("null", null)
                .takes("{\"MixedKey\":\"Value\"}", map("mixedkey", "Value"))
                .takes("{\"ÄÖ\":\"x\"}", map("äö", "x"))
                .takes("{\"a\":null}", map("a", null))
                .takes("{\"a\":1,\"a\":2}", map("a", "2"))
                .takes("{\"a\":1,\"A\":2}", map("a", "2"))
                .takes("{\"a\":{\"B\":[1]}}", map("a", "{\"b\":[1]}"))
                .takes("{\"\":1}", map("", "1"))
                .takes("{\"a.b\":1}", map("a.b", "1"))
                .takes("\"\"", null)
                .takes("\"  \"", null)
                .refuses("[[\"k\",\"v\"]]", JSON + "JSONArray" + NO_MAP)
                .refuses("[]", JSON + "JSONArray" + NO_MAP)
                .refuses("5", "java.lang.Long" + NO_MAP)
                .refuses("\"x\"", "java.lang.String" + NO_MAP)
                .refuses("false", "java.lang.Boolean" + NO_MAP);
    }

    private static CaseTable mapsOfNumbers() {
        return CaseTable.openX("map<int,double>")
                .takes("{\"1\":1.5,\"2\":\"2.5\",\"-3\":null}", map(1L, 1.5, 2L, 2.5, -3L, null))
                .takes("{\"1\":1,\"2\":2,\"01\":3}", map(1L, 3.0, 2L, 2.0))
                .refuses("{\"one\":1}", "For input string: \"one\"")
                .refuses("{\"\":1}", "For input string: \"\"")
                .refuses("{\"1\":\"oops\"}", "For input string: \"oops\"");
    }

    private static CaseTable mapsOfOtherKeys() {
        return CaseTable.of(
                        "OpenX",
                        JsonDialect.OpenX.DEFAULTS,
                        "b:map<boolean,int>,d:map<date,int>,t:map<timestamp,int>,"
                                + "n:map<decimal(4,2),int>,v:map<varchar(2),int>")
                .row("{\"b\":{\"True\":1}}", map(true, 1L), null, null, null, null)
                .row(
                        "{\"d\":{\"2026-1-2\":1,\"2026-01-02\":2}}",
                        null,
                        map(LocalDate.of(2026, 1, 2), 2L),
                        null,
                        null,
                        null)
                .row("{\"t\":{\"1\":1}}", null, null, map(1_000_000_000L, 1L), null, null)
                .row("{\"n\":{\"1.5\":1}}", null, null, null, map(new BigDecimal("1.50"), 1L), null)
                .row("{\"v\":{\"abc\":1,\"abd\":2}}", null, null, null, null, map("ab", 2L))
                .mismatch("{\"b\":{\"x\":1}}", "For input string: \"x\"");
    }

    private static CaseTable structs() {
        return CaseTable.openX("struct<name:string,age:int>")
                .takes("{\"name\":\"Alice\",\"age\":30}", list("Alice", 30L))
                .takes("{\"NAME\":\"Bob\",\"Age\":\"41\"}", list("Bob", 41L))
                .takes("{\"name\":\"Carol\",\"extra\":1}", list("Carol", null))
                .takes("{}", list(null, null))
                .takes("null", null)
                .takes("{\"name\":null}", list(null, null))
                .takes("{\"age\":1,\"age\":2}", list(null, 2L))
                .takes("{\"age\":1,\"AGE\":2}", list(null, 2L))
                .takes("[\"Zoe\",9]", list("Zoe", 9L))
                .takes("[\"Zoe\",9,\"ignored\"]", list("Zoe", 9L))
                .takes("[\"Zoe\"]", list("Zoe", null))
                .takes("[null,9]", list(null, 9L))
                .takes("[]", list(null, null))
                .takes("\"\"", null)
                .takes("\" \"", null)
                .refuses("42", NO_STRUCT + "java.lang.Long with value 42")
                .refuses("-7", NO_STRUCT + "java.lang.Long with value -7")
                .refuses(
                        "9223372036854775808",
                        NO_STRUCT + "java.math.BigInteger with value 9223372036854775808")
                .refuses("1.5", NO_STRUCT + "java.lang.Double with value 1.5")
                .refuses("1e3", NO_STRUCT + "java.lang.Double with value 1000.0")
                .refuses("\"x\"", NO_STRUCT + "java.lang.String with value x")
                .refuses("true", NO_STRUCT + "java.lang.Boolean with value true")
                .refuses("{\"age\":\"oops\"}", "For input string: \"oops\"")
                .refuses("[\"Zoe\",\"oops\"]", "For input string: \"oops\"");
    }

    private static CaseTable arraysOfStructs() {
        return CaseTable.openX("array<struct<sku:string,qty:int>>")
                .takes("[{\"sku\":\"s1\",\"qty\":2}]", list(list("s1", 2L)))
                .takes("{\"sku\":\"x\",\"qty\":1}", list(list("x", 1L)))
                .takes("[null]", list((Object) null))
                .takes("[{\"SKU\":\"s\",\"QTY\":\"3\"},{}]", list(list("s", 3L), list(null, null)))
                .takes("[[\"s\",1],[\"t\"]]", list(list("s", 1L), list("t", null)))
                .refuses("[{\"sku\":\"s5\",\"qty\":\"oops\"}]", "For input string: \"oops\"")
                .refuses("[{\"qty\":1},5]", NO_STRUCT + "java.lang.Long with value 5")
                .refuses("[\"s\",1]", NO_STRUCT + "java.lang.String with value s");
    }

    private static CaseTable mapsOfStructs() {
        return CaseTable.openX("map<string,struct<a:array<int>>>")
                .takes(
                        "{\"K\":{\"A\":[1]},\"l\":null,\"m\":{}}",
                        map("k", list(list(1L)), "l", null, "m", list((Object) null)))
                .takes("{\"k\":{\"a\":1}}", map("k", list(list(1L))))
                .refuses("{\"k\":{\"a\":[1]},\"l\":1}", NO_STRUCT + "java.lang.Long with value 1");
    }

    private static CaseTable deep() {
        return CaseTable.openX(
                        "struct<a:map<string,array<struct<b:timestamp,c:binary>>>,d:char(2)>")
                .takes(
                        "{\"a\":{\"x\":[{\"b\":1,\"c\":\"AAE=\"},null]},\"d\":\"zzz\"}",
                        list(map("x", list(list(1_000_000_000L, "0x0001"), null)), "zz"))
                .refuses(
                        "{\"d\":\"z\",\"a\":{\"x\":[{\"b\":\"no\"}]}}", "For input string: \"no\"");
    }
}
