package io.hydrant.query.engine;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text in which paths of files were replaced by what they are to the user.
///
/// @param any whether there were some
record FileMentions(String text, boolean any) {
    static FileMentions replace(String message, Path folder, FileNames names) {
        Matcher paths =
                Pattern.compile(Pattern.quote(folder + "/") + "([^\"'\\s,\\]]+)").matcher(message);
        StringBuilder text = new StringBuilder();
        boolean any = false;
        while (paths.find()) {
            any = true;
            String address = names.addressOf(paths.group(1)).orElse("a file of the statement");
            paths.appendReplacement(text, Matcher.quoteReplacement(address));
        }
        paths.appendTail(text);
        return new FileMentions(text.toString(), any);
    }
}
