package io.hydrant.wire.constraint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A shape of a service model as far as it constrains values.
sealed interface Shape {
    /// The shape of everything the table does not mention.
    Shape FREE = new Free();

    /// Any value will do.
    record Free() implements Shape {}

    /// @param members in the order violations are reported
    record Structure(List<Member> members) implements Shape {
        public Structure {
            members = List.copyOf(members);
        }
    }

    /// @param shape names the member's shape
    record Member(String name, String shape, boolean required) {
        /// As violations spell it.
        String pathName() {
            return Character.toLowerCase(name.charAt(0)) + name.substring(1);
        }
    }

    /// @param member names the elements' shape
    record ListOf(Bounds size, String member) implements Shape {}

    record MapOf(Bounds size, String key, String value) implements Shape {}

    record Text(Bounds length, Optional<SafePattern> pattern) implements Shape {}

    /// @param values in the order the service prints them
    record Choice(List<String> values) implements Shape {
        public Choice {
            values = List.copyOf(values);
        }
    }

    record Number(Bounds range) implements Shape {}

    record Blob(Bounds length) implements Shape {}

    /// The least and the greatest value allowed, where there are such.
    record Bounds(OptionalDouble least, OptionalDouble greatest) {
        static final Bounds NONE = new Bounds(OptionalDouble.empty(), OptionalDouble.empty());
    }
}
