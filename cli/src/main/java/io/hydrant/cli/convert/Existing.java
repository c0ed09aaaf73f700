package io.hydrant.cli.convert;

import io.hydrant.cli.terminal.CommandFailed;

import java.util.regex.Pattern;

/// What becomes of files that are at the target already.
public enum Existing {
    /// Nothing is written beside files with data.
    REFUSED,
    /// They stay.
    KEPT,
    /// Those of earlier conversions are removed once the new ones are there.
    REPLACED;

    private static final Pattern OF_CONVERSION =
            Pattern.compile("(?:.*/)?part-\\d{5,}-[0-9a-f]+\\.(?:parquet|orc)");

    /// Whether a file is one that a conversion wrote.
    static boolean isOfConversion(String path) {
        return OF_CONVERSION.matcher(path).matches();
    }

    /// Whether readers of the folder look into a file: hidden ones and those that begin with `_`
    /// they do not.
    static boolean isData(String path) {
        for (String part : path.split("/")) {
            if (part.startsWith(".") || part.startsWith("_")) {
                return false;
            }
        }
        return !path.isEmpty();
    }

    static CommandFailed refusal(String target) {
        return new CommandFailed(
                target
                        + " is not empty; --append adds files, --overwrite replaces those of"
                        + " earlier conversions");
    }
}
