package io.hydrant.cli.demo.function;

import io.hydrant.cli.terminal.CommandFailed;

import java.util.Optional;
import java.util.function.Supplier;

/// In which language the function runs, and why.
///
/// @param reason for people, a sentence: `python3 and boto3 are here`
public record LanguageChoice(FilterLanguage language, String reason) {
    /// Python where that works, as most functions of such pipelines are written in it; else Java,
    /// which works wherever this program does.
    ///
    /// @param wanted what the person asked for
    /// @param pythonLacks what keeps Python from running it; asked only where that matters
    /// @throws CommandFailed when Python was asked for and does not work
    public static LanguageChoice of(
            Optional<FilterLanguage> wanted, Supplier<Optional<String>> pythonLacks) {
        if (wanted.equals(Optional.of(FilterLanguage.JAVA))) {
            return new LanguageChoice(FilterLanguage.JAVA, "--function says");
        }
        Optional<String> lacking = pythonLacks.get();
        if (wanted.isEmpty()) {
            return lacking.map(lack -> new LanguageChoice(FilterLanguage.JAVA, lack))
                    .orElseGet(
                            () ->
                                    new LanguageChoice(
                                            FilterLanguage.PYTHON, "python3 and boto3 are here"));
        }
        if (lacking.isPresent()) {
            throw new CommandFailed(
                    "--function python does not work here: %s; --function java needs no more than"
                                    .formatted(lacking.get())
                            + " the JDK");
        }
        return new LanguageChoice(FilterLanguage.PYTHON, "--function says");
    }
}
