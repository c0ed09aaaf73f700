package io.hydrant.wire.constraint;

import io.hydrant.wire.constraint.Shape.Bounds;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a shape demands, as API references write it.
final class ShapeText {
    private ShapeText() {}

    static String of(Shape shape) {
        return switch (shape) {
            case Shape.Text(Bounds length, Optional<SafePattern> pattern) ->
                    text(length) + pattern.map(rule -> " " + rule.text()).orElse("");
            case Shape.Choice choice -> choice.values().toString();
            case Shape.Number number -> text(number.range());
            case Shape.Blob blob -> text(blob.length());
            case Shape.ListOf list -> text(list.size());
            case Shape.MapOf map -> text(map.size());
            case Shape.Free _, Shape.Structure _ -> shape.toString();
        };
    }

    private static String text(Bounds bounds) {
        return text(bounds.least()) + ".." + text(bounds.greatest());
    }

    private static String text(OptionalDouble bound) {
        return bound.isPresent()
                ? BigDecimal.valueOf(bound.getAsDouble()).stripTrailingZeros().toPlainString()
                : "";
    }
}
