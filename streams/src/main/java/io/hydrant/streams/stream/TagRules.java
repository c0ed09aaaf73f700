package io.hydrant.streams.stream;

import io.hydrant.streams.shard.InvalidStreamArgument;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What tags of streams and consumers must obey.
///
/// Source: texts as emulators copied them from the service.
public final class TagRules {
    public static final int TAGS_MAX = 50;

    private static final Pattern LEGAL = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\s_./=+\\-%@:]*");
    private static final String RESERVED_PREFIX = "aws:";

    private TagRules() {}

    /// Adds tags and overwrites those of the same keys.
    ///
    /// @param subject what carries them, as messages name it: `stream x under account y`
    public static SortedMap<String, String> added(
            SortedMap<String, String> present, Map<String, String> tags, String subject) {
        requireLegal(tags.keySet());
        requireLegal(tags.values());
        Stream.concat(tags.keySet().stream(), tags.values().stream())
                .filter(text -> text.contains("%"))
                .findAny()
                .ifPresent(_ -> refuseIllegal("add tags to " + subject));
        for (String key : tags.keySet()) {
            if (key.startsWith(RESERVED_PREFIX)) {
                throw new InvalidStreamArgument(
                        ("Failed to add tags to %s because the tag %s begins with %s, which "
                                        + "is reserved.")
                                .formatted(subject, key, RESERVED_PREFIX));
            }
        }
        SortedMap<String, String> next = new TreeMap<>(present);
        next.putAll(tags);
        if (next.size() > TAGS_MAX) {
            throw new InvalidStreamArgument(
                    ("Failed to add tags to %s because a given stream cannot have more than "
                                    + "%d tags associated with it.")
                            .formatted(subject, TAGS_MAX));
        }
        return next;
    }

    /// Removes tags; keys that are not there are passed over.
    public static SortedMap<String, String> removed(
            SortedMap<String, String> present, Collection<String> keys, String subject) {
        requireLegal(keys);
        keys.stream()
                .filter(key -> key.contains("%"))
                .findAny()
                .ifPresent(_ -> refuseIllegal("remove tags from " + subject));
        SortedMap<String, String> next = new TreeMap<>(present);
        next.keySet().removeAll(keys);
        return next;
    }

    private static void requireLegal(Collection<String> texts) {
        if (!texts.stream().allMatch(text -> LEGAL.matcher(text).matches())) {
            throw new InvalidStreamArgument(
                    "Some tags contain invalid characters. Valid characters: Unicode letters,"
                            + " digits, white space, _ . / = + - % @.");
        }
    }

    private static void refuseIllegal(String what) {
        throw new InvalidStreamArgument(
                ("Failed to %s because some tags contained illegal characters. The allowed "
                                + "characters are Unicode letters, white-spaces, "
                                + "'_',',','/','=','+','-','@',':'.")
                        .formatted(what));
    }
}
