package io.hydrant.catalog.expression;

import software.amazon.awssdk.services.glue.model.Column;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Chooses partitions by their values. Safe for use by many threads.
public final class PartitionExpression {
    private final Condition condition;

    private PartitionExpression(Condition condition) {
        this.condition = condition;
    }

    /// @param text nothing but blanks chooses every partition
    /// @throws io.hydrant.catalog.refusal.InvalidInput when it is no such expression, or compares a
    ///   key with what is no value of its type
    public static PartitionExpression of(String text, List<Column> keys) {
        return new PartitionExpression(
                text.isBlank() ? new Condition.Both(List.of()) : new Parser(text, keys).parse());
    }

    public boolean chooses(List<String> values) {
        return condition.test(values) == Truth.TRUE;
    }

    /// The values that the first keys of every chosen partition have, as far as the expression says
    /// it plainly: there is no need to look at others.
    public List<String> leadingValues() {
        List<String> leading = new ArrayList<>();
        Optional<String> value = textEqualTo(leading.size());
        while (value.isPresent()) {
            leading.add(value.get());
            value = textEqualTo(leading.size());
        }
        return leading;
    }

    private Optional<String> textEqualTo(int index) {
        return conjuncts(condition)
                .flatMap(
                        part ->
                                part instanceof Condition.Compared compared
                                                && compared.key().index() == index
                                                && compared.relation() == Relation.EQUAL
                                                && compared.literal() instanceof KeyValue.Text text
                                        ? Optional.of(text.text()).stream()
                                        : Optional.<String>empty().stream())
                .findFirst();
    }

    private static Stream<Condition> conjuncts(Condition condition) {
        return condition instanceof Condition.Both both
                ? both.parts().stream().flatMap(PartitionExpression::conjuncts)
                : Stream.of(condition);
    }
}
