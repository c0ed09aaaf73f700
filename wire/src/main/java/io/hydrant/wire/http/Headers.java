package io.hydrant.wire.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// Header fields in order of arrival; names compare without case. Not safe for use by many threads.
public final class Headers {
    private static final int NUMBER_DIGITS_MAX = 18;

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /// Adds a field; a name may occur several times.
    public Headers add(String name, String value) {
        names.add(name.toLowerCase(Locale.ROOT));
        values.add(value);
        return this;
    }

    /// Replaces every field of this name by one.
    public Headers set(String name, String value) {
        remove(name);
        return add(name, value);
    }

    public Headers remove(String name) {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).equalsIgnoreCase(name)) {
                names.remove(i);
                values.remove(i);
            }
        }
        return this;
    }

    /// The first value of this name.
    public Optional<String> first(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return Optional.of(values.get(i));
            }
        }
        return Optional.empty();
    }

    /// All values of this name in order.
    public List<String> all(String name) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    /// The first value of this name, if it is a plain decimal number.
    public OptionalLong number(String name) {
        String text = first(name).map(String::strip).orElse("");
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        return !digits || text.isEmpty() || text.length() > NUMBER_DIGITS_MAX
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(text));
    }

    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /// Visits every field; names are lower-case.
    public void forEach(BiConsumer<String, String> visitor) {
        for (int i = 0; i < names.size(); i++) {
            visitor.accept(names.get(i), values.get(i));
        }
    }

    public int size() {
        return names.size();
    }
}
