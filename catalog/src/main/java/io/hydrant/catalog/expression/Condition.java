package io.hydrant.catalog.expression;

import java.util.List;

/// What an expression asks of a partition's values.
sealed interface Condition {
    Truth test(List<String> values);

    record Both(List<Condition> parts) implements Condition {
        public Both {
            parts = List.copyOf(parts);
        }

        @Override
        public Truth test(List<String> values) {
            Truth all = Truth.TRUE;
            for (Condition part : parts) {
                all = all.and(part.test(values));
            }
            return all;
        }
    }

    record Either(List<Condition> parts) implements Condition {
        public Either {
            parts = List.copyOf(parts);
        }

        @Override
        public Truth test(List<String> values) {
            Truth any = Truth.FALSE;
            for (Condition part : parts) {
                any = any.or(part.test(values));
            }
            return any;
        }
    }

    record Not(Condition of) implements Condition {
        @Override
        public Truth test(List<String> values) {
            return of.test(values).not();
        }
    }

    /// Unknown for a value that is none of the key's type.
    record Compared(Key key, Relation relation, KeyValue literal) implements Condition {
        @Override
        public Truth test(List<String> values) {
            return key.value(values)
                    .map(value -> Truth.of(relation.holds(value.compareWith(literal))))
                    .orElse(Truth.UNKNOWN);
        }
    }

    /// Compares with the text that stands for no value, whatever the key's type: clients ask so for
    /// what has none.
    record ComparedAsText(Key key, Relation relation, String literal) implements Condition {
        @Override
        public Truth test(List<String> values) {
            return key.text(values)
                    .map(text -> Truth.of(relation.holds(text.compareTo(literal))))
                    .orElse(Truth.UNKNOWN);
        }
    }

    record Like(Key key, String pattern) implements Condition {
        @Override
        public Truth test(List<String> values) {
            return key.text(values)
                    .map(text -> Truth.of(LikePattern.matches(pattern, text)))
                    .orElse(Truth.UNKNOWN);
        }
    }

    record Absent(Key key) implements Condition {
        @Override
        public Truth test(List<String> values) {
            return Truth.of(key.text(values).filter(text -> !text.equals(Key.NULL)).isEmpty());
        }
    }
}
