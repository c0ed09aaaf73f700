package io.hydrant.catalog.expression;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/// A value of a partition key or a literal it is compared with, both of the same type.
sealed interface KeyValue {
    record Text(String text) implements KeyValue {}

    record Numeric(BigDecimal number) implements KeyValue {}

    record Moment(LocalDateTime time) implements KeyValue {}

    /// Below, at or above zero; both are values of one [KeyType].
    default int compareWith(KeyValue other) {
        return switch (this) {
            case Text(String text) -> text.compareTo(((Text) other).text());
            case Numeric(BigDecimal number) -> number.compareTo(((Numeric) other).number());
            case Moment(LocalDateTime time) -> time.compareTo(((Moment) other).time());
        };
    }
}
