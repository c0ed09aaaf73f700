package io.hydrant.cli.tail.agent;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.cli.terminal.CommandFailed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One object of the configuration, with values of any spelling that the agent takes: `"5"` is a
/// number, and `"yes"` is true.
///
/// @param place what the object is called in messages, such as `agent.json, flow 2`
/// @param object the keys and values
/// @param notes takes what a person should know
record Settings(String place, JsonNode object, List<String> notes) {
    private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Za-z][A-Za-z0-9_ -]*>");
    private static final Set<String> TRUE = Set.of("true", "yes", "t", "y", "1");
    private static final Set<String> FALSE = Set.of("false", "no", "f", "n", "0");

    /// Refuses what is not known, and notes what has no effect.
    void check(KnownKeys known) {
        object.fieldNames()
                .forEachRemaining(
                        key ->
                                known.fate(key)
                                        .ifPresentOrElse(
                                                fate -> check(key, fate),
                                                () -> checkUnknown(key, known)));
    }

    Settings inside(String innerPlace, JsonNode inner) {
        if (!inner.isObject()) {
            throw failure(innerPlace + " must be an object but was " + inner);
        }
        return new Settings(place + ", " + innerPlace, inner, notes);
    }

    /// Empty too for `null`.
    Optional<JsonNode> value(String key) {
        return object.hasNonNull(key) ? Optional.of(object.get(key)) : Optional.empty();
    }

    Optional<String> text(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isPresent() && value.get().isContainerNode()) {
            throw failure(key + " must be a text but was " + value.get());
        }
        return value.map(JsonNode::asText);
    }

    /// A text that names something: an empty one is as good as none, and a placeholder is a
    /// mistake.
    Optional<String> name(String key) {
        Optional<String> text = text(key).filter(value -> !value.isBlank());
        text.map(PLACEHOLDER::matcher)
                .filter(matcher -> matcher.find())
                .ifPresent(
                        matcher -> {
                            throw failure(
                                    key
                                            + " still has the placeholder "
                                            + matcher.group()
                                            + "; put the real value there");
                        });
        return text;
    }

    Optional<Pattern> pattern(String key) {
        return text(key).filter(regex -> !regex.isEmpty()).map(regex -> compile(key, regex));
    }

    Pattern compile(String key, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw failure(
                    key + " is no regular expression: " + e.getDescription() + " in " + regex);
        }
    }

    long number(String key, long otherwise, long min, long max) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        String bounds =
                max == Long.MAX_VALUE
                        ? "at least " + min
                        : "a whole number from " + min + " to " + max;
        try {
            long number = Long.parseLong(text.get().strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number out of bounds is.
        }
        throw failure(key + " must be " + bounds + " but was " + text.get());
    }

    boolean flag(String key) {
        String text = text(key).orElse("false").strip().toLowerCase(Locale.ROOT);
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            throw failure(key + " must be true or false but was " + text);
        }
        return TRUE.contains(text);
    }

    <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> choices) {
        return text(key).map(written -> choice(key, written, choices));
    }

    List<String> texts(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            throw failure(key + " must be a list but was " + value.get());
        }
        List<String> texts = new ArrayList<>();
        value.get().forEach(element -> texts.add(element.asText()));
        return texts;
    }

    CommandFailed failure(String message) {
        return new CommandFailed(place + ": " + message);
    }

    void note(String message) {
        notes.add(place + ": " + message);
    }

    private <E extends Enum<E>> E choice(String key, String written, Class<E> choices) {
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equals(written)) {
                return choice;
            }
        }
        List<String> names = List.of(choices.getEnumConstants()).stream().map(Enum::name).toList();
        throw failure(key + " must be " + String.join(" or ", names) + " but was " + written);
    }

    private void check(String key, KnownKeys.Fate fate) {
        switch (fate) {
            case KnownKeys.Fate.Honoured() -> {}
            case KnownKeys.Fate.WithoutEffect(String reason) ->
                    note(key + " has no effect here: " + reason);
        }
    }

    /// A slip of the pen would change what is sent, so it is refused; a word of one's own is not.
    private void checkUnknown(String key, KnownKeys known) {
        Spelling.meant(key, known.names())
                .ifPresent(
                        meant -> {
                            throw failure(
                                    "there is no key " + key + "; did you mean " + meant + "?");
                        });
        String closest =
                Spelling.closest(key, known.names())
                        .map(name -> " (the closest known one is " + name + ")")
                        .orElse("");
        note(key + " is no key of the agent and has no effect" + closest);
    }
}
