package io.hydrant.formats.json;

import static io.hydrant.formats.json.OpenXNestedCases.list;
import static io.hydrant.formats.json.OpenXNestedCases.map;

import java.util.List;

/// Arrays, maps, structs and keys as Hive's reader takes them.
final class HiveNestedCases {
    private static final String NO_ARRAY = "java.io.IOException: Start of Array expected";
    private static final String NO_OBJECT = "java.io.IOException: Start of Object expected";
    private static final String FORMAT =
            "One or more fields have incorrect format. Exception when validating field (root)";

    private HiveNestedCases() {}

    static List<CaseTable> tables() {
        return List.of(keys(), arrays(), arraysOfStructs(), structs(), maps(), mapsOfNumbers());
    }

    private static CaseTable keys() {
        return CaseTable.of(
                        "Hive",
                        new JsonDialect.Hive(List.of()),
                        "UserId:int,s:struct<Name:string,x_y:int>,a_b:int")
                .row("{\"userid\":1,\"S\":{\"NAME\":\"x\"}}", 1L, list("x", null), null)
                .row("{\"USERID\":1,\"userId\":2}", 2L, null, null)
                .row("{\"userid\":1,\"USERID\":2,\"userid\":3}", 3L, null, null)
                .row("{\"userid\":1,\"USERID\":null}", null, null, null)
                .row("{\"a.b\":1,\"s\":{\"x.y\":1}}", null, list(null, null), null)
                .row("{\"_col0\":1,\"other\":[{}]}", null, null, null);
    }

    private static CaseTable arrays() {
        return CaseTable.hive("array<string>")
                .takes("[\"a\",null,1,true]", list("a", null, "1", "true"))
                .takes("[]", list())
                .takes("null", null)
                .refuses("\"solo\"", NO_ARRAY)
                .refuses("\"\"", NO_ARRAY)
                .refuses("5", NO_ARRAY)
                .refuses("true", NO_ARRAY)
                .refuses("{}", NO_ARRAY)
                .malformed("{\"c\":[{\"MixedKey\":1}]}", FORMAT)
                .malformed("{\"c\":[\"a\",[\"b\"]]}", FORMAT);
    }

    private static CaseTable arraysOfStructs() {
        return CaseTable.hive("array<struct<sku:string,qty:int>>")
                .takes("[{\"sku\":\"s\",\"qty\":2,\"extra\":1}]", list(list("s", 2L)))
                .takes("[null,{}]", list(null, list(null, null)))
                .refuses("{\"sku\":\"x\",\"qty\":1}", NO_ARRAY)
                .refuses("[[\"s\",1]]", NO_OBJECT)
                .refuses(
                        "[{\"sku\":\"s\",\"qty\":\"7\"}]",
                        "Current token (VALUE_STRING) not numeric,"
                                + " can not use numeric value accessors");
    }

    private static CaseTable structs() {
        return CaseTable.hive("struct<name:string,age:int>")
                .takes("{\"name\":\"Dan\",\"extra\":1}", list("Dan", null))
                .takes("{\"NAME\":\"Bob\",\"AGE\":2}", list("Bob", 2L))
                .takes("{}", list(null, null))
                .takes("null", null)
                .refuses("[\"Bob\",41]", NO_OBJECT)
                .refuses("[]", NO_OBJECT)
                .refuses("42", NO_OBJECT)
                .refuses("\"\"", NO_OBJECT)
                .refuses("false", NO_OBJECT);
    }

    private static CaseTable maps() {
        return CaseTable.hive("map<string,array<string>>")
                .takes("{\"MixedKey\":[\"v\"]}", map("MixedKey", list("v")))
                .takes("{\"k\":[],\"K\":null}", map("k", list(), "K", null))
                .takes("{\"k\":[\"a\"],\"k\":[\"b\"]}", map("k", list("b")))
                .takes("{}", map())
                .takes("null", null)
                .refuses("{\"k\":\"notanarray\"}", NO_ARRAY)
                .refuses("[[\"k\",[\"v\"]]]", NO_OBJECT)
                .refuses("5", NO_OBJECT)
                .refuses("\"\"", NO_OBJECT);
    }

    private static CaseTable mapsOfNumbers() {
        return CaseTable.of(
                        "Hive",
                        new JsonDialect.Hive(List.of("millis")),
                        "i:map<int,bigint>,d:map<double,boolean>,t:map<timestamp,int>")
                .row("{\"i\":{\"1\":2,\"-3\":null}}", map(1L, 2L, -3L, null), null, null)
                .row("{\"d\":{\"1.5\":true}}", null, map(1.5, true), null)
                .row("{\"t\":{\"1000\":1}}", null, null, map(1_000_000_000L, 1L))
                .mismatch("{\"i\":{\"one\":2}}", "For input string: \"one\"")
                .mismatch("{\"i\":{\"1.5\":2}}", "For input string: \"1.5\"")
                .mismatch(
                        "{\"i\":{\"3000000000\":2}}",
                        "Numeric value (3000000000) out of range of int")
                .mismatch("{\"d\":{\"x\":true}}", "For input string: \"x\"");
    }
}
