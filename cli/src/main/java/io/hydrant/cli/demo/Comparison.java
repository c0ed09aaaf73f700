package io.hydrant.cli.demo;

import io.hydrant.cli.terminal.CommandFailed;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the table says, beside what the source says. For one thread.
final class Comparison {
    private static final int DIFFERENCES_SHOWN = 5;
    private static final String NOTHING = "nothing";

    private final List<String> differences = new ArrayList<>();
    private int comparedCount;

    /// Compares numbers by their values: 5 is 5.0.
    ///
    /// @param what for people, such as `trips of hour 07`
    void number(String what, BigDecimal source, Optional<String> table) {
        boolean equal = table.flatMap(Comparison::parse).map(source::compareTo).orElse(1) == 0;
        count(what, source.toPlainString(), table, equal);
    }

    void number(String what, long source, Optional<String> table) {
        number(what, BigDecimal.valueOf(source), table);
    }

    void text(String what, String source, Optional<String> table) {
        count(what, source, table, table.equals(Optional.of(source)));
    }

    private void count(String what, String source, Optional<String> table, boolean equal) {
        comparedCount++;
        if (!equal) {
            differences.add(
                    "%s: %s by the source, %s by the table"
                            .formatted(what, source, table.orElse(NOTHING)));
        }
    }

    private static Optional<BigDecimal> parse(String number) {
        try {
            return Optional.of(new BigDecimal(number));
        } catch (NumberFormatException _) {
            return Optional.empty(); // such as NaN, which no source holds
        }
    }

    /// How many values were compared.
    int comparedCount() {
        return comparedCount;
    }

    /// @throws CommandFailed that names the first differences with both values
    void requireEqual() {
        if (differences.isEmpty()) {
            return;
        }
        List<String> shown =
                differences.subList(0, Math.min(DIFFERENCES_SHOWN, differences.size()));
        int more = differences.size() - shown.size();
        throw new CommandFailed(
                "%d of %d values differ: %s%s"
                        .formatted(
                                differences.size(),
                                comparedCount,
                                String.join("; ", shown),
                                more == 0 ? "" : "; and %d more".formatted(more)));
    }
}
