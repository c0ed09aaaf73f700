package io.hydrant.formats.json;

import static io.hydrant.formats.json.OpenXNestedCases.list;
import static io.hydrant.formats.json.OpenXNestedCases.map;

import java.util.List;
import java.util.Map;

/// Which keys OpenX takes for which columns.
final class OpenXKeyCases {
    private static final Map<String, String> NONE = Map.of();

    private OpenXKeyCases() {}

    static List<CaseTable> tables() {
        return List.of(
                caseInsensitive(),
                caseSensitive(),
                caseSensitiveNested(),
                dots(),
                dotsInStructs(),
                mappings(),
                mappingsByCase(),
                mappingsInStructs(),
                mappingsAndDots());
    }

    private static CaseTable of(
            boolean caseInsensitive,
            boolean dots,
            Map<String, String> keysByColumn,
            String columns) {
        JsonDialect dialect = new JsonDialect.OpenX(caseInsensitive, dots, keysByColumn);
        return CaseTable.of(dialect.toString(), dialect, columns);
    }

    private static CaseTable caseInsensitive() {
        return of(true, false, NONE, "UserId:int,name:string")
                .row("{\"userid\":1,\"NAME\":\"x\"}", 1L, "x")
                .row("{\"USERID\":1}", 1L, null)
                .row("{\"userId\":1,\"UserId\":2,\"userid\":3}", 3L, null)
                .row("{\"userId\":1,\"UserId\":null}", null, null)
                .row("{\"user_id\":1,\"user.id\":2,\" userid\":3}", null, null);
    }

    private static CaseTable caseSensitive() {
        return of(false, false, NONE, "userId:int,name:string")
                .row("{\"userId\":1,\"name\":\"x\"}", 1L, "x")
                .row("{\"userid\":1,\"Name\":\"x\"}", null, null)
                .row("{\"userid\":1,\"userId\":2,\"USERID\":3}", 2L, null)
                .row("{\"userid\":\"oops\"}", null, null)
                .row("{\"name\":{\"Key\":1,\"key\":2}}", null, "{\"Key\":1,\"key\":2}");
    }

    private static CaseTable caseSensitiveNested() {
        return of(false, false, NONE, "s:struct<name:string,Age:int>,m:map<string,int>")
                .row("{\"s\":{\"NAME\":\"Bob\",\"Age\":2}}", list(null, 2L), null)
                .row("{\"s\":{\"name\":\"Bob\",\"age\":2}}", list("Bob", null), null)
                .row(
                        "{\"m\":{\"MixedKey\":1,\"mixedkey\":2}}",
                        null,
                        map("MixedKey", 1L, "mixedkey", 2L))
                .row("{\"M\":{\"a\":1}}", null, null);
    }

    private static CaseTable dots() {
        return of(true, true, NONE, "a_b:int,a_b_c:string,m:map<string,int>")
                .row("{\"a.b\":1}", 1L, null, null)
                .row("{\"A.B\":1}", 1L, null, null)
                .row("{\"a_b\":1}", 1L, null, null)
                .row("{\"a.b\":1,\"a_b\":2}", 2L, null, null)
                .row("{\"a_b\":2,\"a.b\":1}", 2L, null, null)
                .row("{\"a_b\":null,\"a.b\":1}", null, null, null)
                .row("{\"a.b.c\":1}", null, "1", null)
                .row("{\"a.b_c\":1}", null, "1", null)
                .row("{\"a.b_c\":1,\"a_b.c\":2}", null, "2", null)
                .row("{\"a..b\":1,\".a.b\":2,\"a.b.\":3}", null, null, null)
                .row("{\"m\":{\"a.b\":1}}", null, null, map("a.b", 1L));
    }

    private static CaseTable dotsInStructs() {
        return of(false, true, NONE, "s:struct<x_y:int,z:string>")
                .row("{\"s\":{\"x.y\":1}}", list(1L, null))
                .row("{\"s\":{\"X.y\":1}}", list(null, null))
                .row("{\"s\":{\"z\":{\"x.y\":1}}}", list(null, "{\"x.y\":1}"));
    }

    private static CaseTable mappings() {
        return of(true, false, Map.of("ts", "timestamp", "b", "x"), "ts:int,b:int,x:int")
                .row("{\"timestamp\":1}", 1L, null, null)
                .row("{\"TimeStamp\":1}", 1L, null, null)
                .row("{\"ts\":1}", null, null, null)
                .row("{\"ts\":\"oops\",\"timestamp\":1}", 1L, null, null)
                .row("{\"x\":1}", null, 1L, 1L)
                .row("{\"b\":1}", null, null, null);
    }

    private static CaseTable mappingsByCase() {
        return of(true, false, Map.of("Ts", "Event.Time"), "ts:int")
                .row("{\"Event.Time\":1}", 1L)
                .row("{\"event.time\":1}", 1L)
                .row("{\"event_time\":1}", (Object) null);
    }

    private static CaseTable mappingsInStructs() {
        return of(
                        false,
                        false,
                        Map.of("agent", "User-Agent"),
                        "agent:string,s:struct<agent:string>")
                .row("{\"User-Agent\":\"x\",\"s\":{\"User-Agent\":\"y\"}}", "x", list("y"))
                .row("{\"user-agent\":\"x\",\"s\":{\"agent\":\"y\"}}", null, list((Object) null));
    }

    private static CaseTable mappingsAndDots() {
        return of(true, true, Map.of("a_b", "z"), "a_b:int,z_z:int")
                .row("{\"z\":1}", 1L, null)
                .row("{\"a.b\":1}", 1L, null)
                .row("{\"a.b\":1,\"z\":2}", 2L, null)
                .row("{\"a_b\":1}", null, null)
                .row("{\"z.z\":1}", null, 1L);
    }
}
