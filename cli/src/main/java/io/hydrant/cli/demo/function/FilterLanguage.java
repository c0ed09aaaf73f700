package io.hydrant.cli.demo.function;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the function that filters trips is written in: those of `examples/`.
public enum FilterLanguage {
    PYTHON("python3.12", "lambda_function.lambda_handler"),
    JAVA("java21", "example.taxi.TaxiFilter");

    private final String runtime;
    private final String handler;

    FilterLanguage(String runtime, String handler) {
        this.runtime = runtime;
        this.handler = handler;
    }

    /// @param name in any case
    public static Optional<FilterLanguage> of(String name) {
        return Arrays.stream(values())
                .filter(language -> language.name().equalsIgnoreCase(name))
                .findFirst();
    }

    public String runtime() {
        return runtime;
    }

    public String handler() {
        return handler;
    }

    /// `Python` or `Java`.
    public String shown() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
