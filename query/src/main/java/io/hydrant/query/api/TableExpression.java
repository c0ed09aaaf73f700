package io.hydrant.query.api;

import io.hydrant.query.refusal.InvalidRequest;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Chooses tables by their whole names with a regular expression; a star that repeats nothing stands
/// for any text. Case does not matter. Expressions have at most 256 characters and names 255; those
/// whose groups repeat are refused, because such can take forever.
final class TableExpression implements Predicate<String> {
    private static final Pattern REPEATED_GROUP = Pattern.compile("\\)[*+{]");

    private final Pattern pattern;

    /// @param expression empty for all
    /// @throws InvalidRequest when it is none
    TableExpression(String expression) {
        String text = expression.isEmpty() ? ".*" : expression.toLowerCase(Locale.ROOT);
        if (REPEATED_GROUP.matcher(text).find()) {
            throw new InvalidRequest("Expression '" + expression + "' repeats a group.");
        }
        try {
            this.pattern = Pattern.compile(text.replaceAll("(?<![.)\\]}\\\\\\w])\\*|^\\*", ".*"));
        } catch (PatternSyntaxException _) {
            throw new InvalidRequest("Expression '" + expression + "' is no regular expression.");
        }
    }

    @Override
    public boolean test(String name) {
        return pattern.matcher(name).matches();
    }
}
