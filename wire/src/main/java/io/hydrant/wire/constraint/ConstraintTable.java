package io.hydrant.wire.constraint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The shapes of a service's inputs, read from text of this form:
///
/// ```
/// # a comment
/// values echoed                       violations show the offending value; `hidden`: they do not
/// patterns first                      of one value the pattern is reported before the bounds
/// violations 10                       at most so many are reported
/// types com.example.                  stands before the names of structures in shown values
/// operation CreateThing CreateThingInput
/// structure CreateThingInput
///   Name ThingName required
///   Tags TagList
/// list TagList 1..50 Tag
/// map Labels .. LabelKey LabelValue
/// string ThingName 1..64 [a-z]+        least..greatest length, either may be missing; pattern
/// enum Kind BIG SMALL
/// number Size 1..128
/// blob Data 0..1024000
/// ```
///
/// A later line about a shape replaces an earlier one. `order CreateThingInput Tags Name` moves
/// members to the front. Shapes that are not there accept everything.
///
/// @param style how violations are reported
/// @param inputs the input shape of each operation
record ConstraintTable(
        ViolationStyle style, Map<String, String> inputs, Map<String, Shape> shapes) {
    ConstraintTable {
        inputs = Map.copyOf(inputs);
        shapes = Map.copyOf(shapes);
    }

    static ConstraintTable load(String service) {
        ConstraintParser parser = new ConstraintParser();
        String table =
                resource(service + ".constraints")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no constraints of service " + service));
        parser.parse(service + ".constraints", table);
        resource(service + ".overrides")
                .ifPresent(text -> parser.parse(service + ".overrides", text));
        return parser.table();
    }

    private static Optional<String> resource(String name) {
        try (InputStream in = ConstraintTable.class.getResourceAsStream(name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty for an operation whose input has no constraints, or a table without operations.
    ///
    /// @throws IllegalArgumentException if the service has no such operation
    Optional<Shape.Structure> inputOf(String operation) {
        if (inputs.isEmpty()) {
            return Optional.empty();
        }
        String name = inputs.get(operation);
        if (name == null) {
            throw new IllegalArgumentException("no constraints of operation " + operation);
        }
        return shape(name) instanceof Shape.Structure structure
                ? Optional.of(structure)
                : Optional.empty();
    }

    Shape shape(String name) {
        return shapes.getOrDefault(name, Shape.FREE);
    }
}
