package io.hydrant.functions.pattern;

import io.hydrant.functions.pattern.JsonValue.Fields;
import io.hydrant.functions.pattern.JsonValue.Items;
import io.hydrant.functions.pattern.JsonValue.Scalar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What a pattern demands of a place in an event. Never changes.
///
/// Of an array, any element will do, and of an array of objects one must meet all that is demanded
/// of them. Arrays in arrays count as one.
sealed interface FieldRule {
    /// @param value what the event has at the place; [JsonValue#EMPTY] when it has nothing
    boolean holds(JsonValue value, Event event);

    /// An object's fields.
    ///
    /// @param fields that all must be as they should
    /// @param choices of each list, one must hold as well: `$or`
    record Group(Map<String, FieldRule> fields, List<List<Group>> choices) implements FieldRule {
        @Override
        public boolean holds(JsonValue value, Event event) {
            return switch (value) {
                case Fields(Map<String, JsonValue> given) -> fit(given, event);
                case Items items -> anyFits(items, event);
                case Scalar _ -> fit(Map.of(), event);
            };
        }

        private boolean anyFits(Items items, Event event) {
            Predicate<JsonValue> fits =
                    one -> one instanceof Fields(Map<String, JsonValue> given) && fit(given, event);
            boolean any = Event.anyWithin(items, one -> one instanceof Fields);
            return any ? Event.anyWithin(items, fits) : fit(Map.of(), event);
        }

        private boolean fit(Map<String, JsonValue> given, Event event) {
            for (Map.Entry<String, FieldRule> field : fields.entrySet()) {
                JsonValue value = given.getOrDefault(field.getKey(), JsonValue.EMPTY);
                if (!field.getValue().holds(value, event)) {
                    return false;
                }
            }
            Fields same = new Fields(given);
            return choices.stream()
                    .allMatch(choice -> choice.stream().anyMatch(one -> one.holds(same, event)));
        }
    }

    /// Values.
    ///
    /// @param path from the root of the event
    /// @param absentAllowed whether it will do that there is no value at the path in all the event:
    ///   `{"exists": false}`
    /// @param tests of which a value must pass one
    record Leaf(List<String> path, boolean absentAllowed, List<ValueTest> tests)
            implements FieldRule {
        @Override
        public boolean holds(JsonValue value, Event event) {
            return Event.anyWithin(value, this::passes) || (absentAllowed && event.lacks(this));
        }

        private boolean passes(JsonValue value) {
            if (!(value instanceof Scalar scalar)) {
                return false;
            }
            for (ValueTest test : tests) {
                if (test.passes(scalar)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// What rules are held against. For one thread.
    final class Event {
        private final JsonValue root;
        private final Map<List<String>, Boolean> lacking = new HashMap<>();

        Event(JsonValue root) {
            this.root = root;
        }

        boolean holds(FieldRule rule) {
            return rule.holds(root, this);
        }

        boolean lacks(Leaf leaf) {
            return lacking.computeIfAbsent(leaf.path(), path -> !has(root, path, 0));
        }

        private static boolean has(JsonValue value, List<String> path, int depth) {
            if (depth == path.size()) {
                return anyWithin(value, one -> one instanceof Scalar);
            }
            Predicate<JsonValue> inside =
                    one ->
                            one instanceof Fields(Map<String, JsonValue> fields)
                                    && fields.containsKey(path.get(depth))
                                    && has(fields.get(path.get(depth)), path, depth + 1);
            return anyWithin(value, inside);
        }

        /// Whether the value itself, or any element when it is an array, is as asked.
        static boolean anyWithin(JsonValue value, Predicate<JsonValue> asked) {
            if (!(value instanceof Items(List<JsonValue> items))) {
                return asked.test(value);
            }
            for (JsonValue item : items) {
                if (anyWithin(item, asked)) {
                    return true;
                }
            }
            return false;
        }
    }
}
