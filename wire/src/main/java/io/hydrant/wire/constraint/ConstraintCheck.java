package io.hydrant.wire.constraint;

import io.hydrant.wire.constraint.Shape.Bounds;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One walk over one input, collecting what is wrong with it.
///
/// Members are visited in the table's order, depth first. Of one value the upper bound is reported
/// before the lower, both before the pattern unless the service has it the other way.
///
/// Source: messages captured from the live service; see [ServiceConstraints].
final class ConstraintCheck {
    private final ConstraintTable table;
    private final ViolationStyle style;
    private final List<Violation> violations = new ArrayList<>();

    ConstraintCheck(ConstraintTable table) {
        this.table = table;
        this.style = table.style();
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /// @param path of the structure, with a dot at its end; empty for the input itself
    void structure(String path, Shape.Structure shape, SdkPojo pojo) {
        Map<String, SdkField<?>> fields = pojo.sdkFieldNameToField();
        for (Shape.Member member : shape.members()) {
            SdkField<?> field = field(fields, member.name());
            if (field != null && violations.size() < style.countMax()) {
                Optional<Object> value = present(field.getValueOrDefault(pojo));
                String memberPath = path + member.pathName();
                if (value.isPresent()) {
                    value(memberPath, table.shape(member.shape()), value.get());
                } else if (member.required()) {
                    addNull(memberPath);
                }
            }
        }
    }

    /// Members in headers and queries may have another name there than in the model.
    private static SdkField<?> field(Map<String, SdkField<?>> fields, String name) {
        SdkField<?> field = fields.get(name);
        if (field != null) {
            return field;
        }
        return fields.values().stream()
                .filter(candidate -> candidate.memberName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /// Lists and maps the SDK makes up for absent members count as absent.
    private static Optional<Object> present(Object value) {
        boolean absent =
                value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
        return absent ? Optional.empty() : Optional.ofNullable(value);
    }

    private void value(String path, Shape shape, Object value) {
        switch (shape) {
            case Shape.Structure structure -> structure(path + ".", structure, (SdkPojo) value);
            case Shape.ListOf list -> list(path, list, (List<?>) value);
            case Shape.MapOf map -> map(path, map, (Map<?, ?>) value);
            case Shape.Text _, Shape.Choice _, Shape.Number _, Shape.Blob _, Shape.Free _ ->
                    broken(shape, value).forEach(rule -> add(path, value, rule));
        }
    }

    private void list(String path, Shape.ListOf list, List<?> values) {
        outside(list.size(), values.size(), "length").forEach(rule -> add(path, values, rule));
        Shape member = table.shape(list.member());
        if (simple(member)) {
            if (values.stream().anyMatch(value -> value == null || breaks(member, value))) {
                add(path, values, "Member must satisfy constraint: " + rules(member));
            }
            return;
        }
        for (int i = 0; i < values.size() && violations.size() < style.countMax(); i++) {
            String memberPath = path + "." + (i + 1) + ".member";
            Object value = values.get(i);
            if (value == null) {
                addNull(memberPath);
            } else {
                value(memberPath, member, value);
            }
        }
    }

    private void map(String path, Shape.MapOf map, Map<?, ?> values) {
        outside(map.size(), values.size(), "length").forEach(rule -> add(path, values, rule));
        Shape key = table.shape(map.key());
        if (anyBreaks(key, values.keySet())) {
            add(path, values, "Map keys must satisfy constraint: " + rules(key));
        }
        Shape member = table.shape(map.value());
        if (simple(member)) {
            if (anyBreaks(member, values.values())) {
                add(path, values, "Map value must satisfy constraint: " + rules(member));
            }
            return;
        }
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            if (violations.size() >= style.countMax()) {
                return;
            }
            String memberPath = path + "." + entry.getKey() + ".member";
            present(entry.getValue())
                    .ifPresentOrElse(
                            value -> value(memberPath, member, value), () -> addNull(memberPath));
        }
    }

    private static boolean simple(Shape shape) {
        return switch (shape) {
            case Shape.Text _, Shape.Choice _, Shape.Number _, Shape.Blob _, Shape.Free _ -> true;
            case Shape.Structure _, Shape.ListOf _, Shape.MapOf _ -> false;
        };
    }

    private boolean anyBreaks(Shape shape, Collection<?> values) {
        return values.stream().anyMatch(value -> value == null || breaks(shape, value));
    }

    private boolean breaks(Shape shape, Object value) {
        return !broken(shape, value).isEmpty();
    }

    /// The rules a plain value breaks, in the order they are reported.
    private List<String> broken(Shape shape, Object value) {
        return switch (shape) {
            case Shape.Text text -> brokenText(text, (String) value);
            case Shape.Choice choice ->
                    choice.values().contains(value) ? List.of() : List.of(enumRule(choice));
            case Shape.Number number ->
                    outside(number.range(), ((Number) value).doubleValue(), "value");
            case Shape.Blob blob ->
                    outside(blob.length(), ((SdkBytes) value).asByteArrayUnsafe().length, "length");
            case Shape.Free _, Shape.Structure _, Shape.ListOf _, Shape.MapOf _ -> List.of();
        };
    }

    private List<String> brokenText(Shape.Text text, String value) {
        int length = value.codePointCount(0, value.length());
        List<String> rules = new ArrayList<>(outside(text.length(), length, "length"));
        text.pattern()
                .filter(pattern -> !pattern.matches(value))
                .ifPresent(
                        pattern ->
                                rules.add(
                                        style.patternFirst() ? 0 : rules.size(),
                                        patternRule(pattern)));
        return rules;
    }

    /// Written so that a NaN is outside both bounds.
    private static List<String> outside(Bounds bounds, double value, String what) {
        List<String> rules = new ArrayList<>(2);
        bounds.greatest()
                .ifPresent(
                        greatest -> {
                            if (!(value <= greatest)) {
                                rules.add(upperRule(what, greatest));
                            }
                        });
        bounds.least()
                .ifPresent(
                        least -> {
                            if (!(value >= least)) {
                                rules.add(lowerRule(what, least));
                            }
                        });
        return rules;
    }

    /// All rules of a plain shape, as they are listed for the members of lists and maps.
    private static List<String> rules(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> {
                List<String> rules = boundRules(text.length(), "length");
                text.pattern().ifPresent(pattern -> rules.add(patternRule(pattern)));
                yield rules;
            }
            case Shape.Choice choice -> List.of(enumRule(choice));
            case Shape.Number number -> boundRules(number.range(), "value");
            case Shape.Blob blob -> boundRules(blob.length(), "length");
            case Shape.Free _, Shape.Structure _, Shape.ListOf _, Shape.MapOf _ ->
                    List.of("Member must not be null");
        };
    }

    private static List<String> boundRules(Bounds bounds, String what) {
        List<String> rules = new ArrayList<>();
        bounds.greatest().ifPresent(greatest -> rules.add(upperRule(what, greatest)));
        bounds.least().ifPresent(least -> rules.add(lowerRule(what, least)));
        return rules;
    }

    private static String upperRule(String what, double bound) {
        return "Member must have " + what + " less than or equal to " + plain(bound);
    }

    private static String lowerRule(String what, double bound) {
        return "Member must have " + what + " greater than or equal to " + plain(bound);
    }

    private static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }

    private static String patternRule(SafePattern pattern) {
        return "Member must satisfy regular expression pattern: " + pattern.text();
    }

    private static String enumRule(Shape.Choice choice) {
        return "Member must satisfy enum value set: " + choice.values();
    }

    private void add(String path, Object value, String rule) {
        Optional<String> echo = Optional.empty();
        if (style.valuesEchoed()) {
            echo = Optional.of("'" + EchoedValue.text(value, style.typePrefix()) + "'");
        }
        add(new Violation(path, echo, rule));
    }

    private void addNull(String path) {
        Optional<String> echo = style.valuesEchoed() ? Optional.of("null") : Optional.empty();
        add(new Violation(path, echo, "Member must not be null"));
    }

    private void add(Violation violation) {
        if (violations.size() < style.countMax()) {
            violations.add(violation);
        }
    }
}
