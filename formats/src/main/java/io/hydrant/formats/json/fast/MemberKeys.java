package io.hydrant.formats.json.fast;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.Column;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which member of a record or struct a key means, as the general reader has it.
///
/// Keys that several members have are marked as ambiguous.
///
/// @param byKey places of members by their own keys
/// @param byDottedKey places of members by their names, for keys with points in place of
///   underscores; empty where points mean nothing
/// @param folded whether keys are lower-cased before they are looked for
record MemberKeys(Map<String, Integer> byKey, Map<String, Integer> byDottedKey, boolean folded) {
    static MemberKeys of(List<Column> members, JsonDialect dialect) {
        return switch (dialect) {
            case JsonDialect.OpenX openX -> openX(members, openX);
            case JsonDialect.Hive _ -> hive(members);
        };
    }

    private static MemberKeys openX(List<Column> members, JsonDialect.OpenX dialect) {
        boolean folded = dialect.caseInsensitive();
        Map<String, String> keys = new HashMap<>();
        dialect.keysByColumn()
                .forEach((column, key) -> keys.put(written(column, folded), written(key, folded)));
        Map<String, Integer> byKey = new HashMap<>();
        Map<String, Integer> byDottedKey = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            String name = written(members.get(i).name(), folded);
            byKey.merge(keys.getOrDefault(name, name), i, MemberKeys::ambiguous);
            if (dialect.dotsToUnderscores()) {
                byDottedKey.merge(name, i, MemberKeys::ambiguous);
            }
        }
        return new MemberKeys(byKey, byDottedKey, folded);
    }

    private static MemberKeys hive(List<Column> members) {
        Map<String, Integer> byKey = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            byKey.merge(written(members.get(i).name(), true), i, MemberKeys::ambiguous);
        }
        return new MemberKeys(byKey, Map.of(), true);
    }

    private static int ambiguous(int one, int other) {
        return KeyName.AMBIGUOUS;
    }

    private static String written(String name, boolean folded) {
        return folded ? name.toLowerCase(Locale.ROOT) : name;
    }

    /// The place of the member, or one of [KeyName]'s marks.
    int member(String key) {
        String name = written(key, folded);
        Integer exact = byKey.get(name);
        Integer dotted = name.indexOf('.') < 0 ? null : byDottedKey.get(name.replace('.', '_'));
        if (exact == null) {
            return dotted == null ? KeyName.UNKNOWN : dotted;
        }
        return dotted == null || dotted.equals(exact) ? exact : KeyName.AMBIGUOUS;
    }
}
