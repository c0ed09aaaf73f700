package io.hydrant.wire.constraint;

import io.hydrant.wire.constraint.Shape.Bounds;
import io.hydrant.wire.constraint.Shape.Member;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads the text form that [ConstraintTable] draws.
final class ConstraintParser {
    private final Map<String, String> inputs = new HashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final List<Member> members = new ArrayList<>();
    private String openStructure = "";
    private ViolationStyle style = ViolationStyle.DEFAULT;

    /// Adds to and replaces what was parsed before.
    ///
    /// @throws IllegalArgumentException naming the line that is damaged
    void parse(String source, String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                parseLine(line);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        source + " line " + number + " is damaged: " + line, e);
            }
        }
        closeStructure();
    }

    ConstraintTable table() {
        return new ConstraintTable(style, inputs, shapes);
    }

    private void parseLine(String line) {
        if (line.startsWith("  ")) {
            String[] words = line.strip().split(" ");
            members.add(new Member(words[0], words[1], words.length > 2 && required(words[2])));
            return;
        }
        closeStructure();
        String[] words = line.split(" ", 4);
        String name = words[1];
        switch (words[0]) {
            case "values" -> style = style.withValuesEchoed(echoed(name));
            case "patterns" -> style = patterns(name);
            case "violations" -> style = style.withCountMax(Integer.parseInt(name));
            case "types" -> style = style.withTypePrefix(name);
            case "operation" -> inputs.put(name, words[2]);
            case "structure" -> openStructure = name;
            case "order" ->
                    reorder(name, Arrays.asList(line.split(" ")).subList(2, wordCount(line)));
            case "list" -> shapes.put(name, new Shape.ListOf(bounds(words[2]), words[3]));
            case "map" -> {
                String[] types = words[3].split(" ");
                shapes.put(name, new Shape.MapOf(bounds(words[2]), types[0], types[1]));
            }
            case "string" -> shapes.put(name, new Shape.Text(bounds(words[2]), pattern(words)));
            case "enum" ->
                    shapes.put(
                            name,
                            new Shape.Choice(
                                    Arrays.asList(line.split(" ")).subList(2, wordCount(line))));
            case "number" -> shapes.put(name, new Shape.Number(bounds(words[2])));
            case "blob" -> shapes.put(name, new Shape.Blob(bounds(words[2])));
            default -> throw new IllegalArgumentException("unknown word " + words[0]);
        }
    }

    private static int wordCount(String line) {
        return line.split(" ").length;
    }

    private static boolean required(String word) {
        if (!word.equals("required")) {
            throw new IllegalArgumentException("unknown word " + word);
        }
        return true;
    }

    private static boolean echoed(String word) {
        return switch (word) {
            case "echoed" -> true;
            case "hidden" -> false;
            default -> throw new IllegalArgumentException("unknown word " + word);
        };
    }

    private ViolationStyle patterns(String word) {
        if (!word.equals("first")) {
            throw new IllegalArgumentException("unknown word " + word);
        }
        return style.withPatternFirst();
    }

    private void closeStructure() {
        if (!openStructure.isEmpty()) {
            shapes.put(openStructure, new Shape.Structure(members));
        }
        openStructure = "";
        members.clear();
    }

    private void reorder(String name, List<String> first) {
        if (!(shapes.get(name) instanceof Shape.Structure(List<Member> known))) {
            throw new IllegalArgumentException(name + " is no structure");
        }
        List<Member> ordered = new ArrayList<>();
        for (String member : first) {
            ordered.add(
                    known.stream()
                            .filter(candidate -> candidate.name().equals(member))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException("no " + member)));
        }
        known.stream().filter(member -> !first.contains(member.name())).forEach(ordered::add);
        shapes.put(name, new Shape.Structure(ordered));
    }

    private static Optional<SafePattern> pattern(String[] words) {
        return words.length < 4 ? Optional.empty() : Optional.of(new SafePattern(words[3]));
    }

    private static Bounds bounds(String text) {
        int dots = text.indexOf("..");
        return new Bounds(bound(text.substring(0, dots)), bound(text.substring(dots + 2)));
    }

    private static OptionalDouble bound(String text) {
        return text.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(text));
    }
}
