package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jcodings.specific.UTF8Encoding;
import org.joni.Matcher;
import org.joni.NameEntry;
import org.joni.Option;
import org.joni.Regex;
import org.joni.Region;
import org.joni.Syntax;
import org.joni.exception.JOniException;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Regular expressions in Oniguruma's dialect, with a limit on the time they take.
final class Regexes {
    private static final int STEPS_A_REGEX = 200;

    private final Regex regex;
    private final boolean global;
    private final String[] names;
    private final byte[] text;
    private final Meter meter;

    private Regexes(JsonNode in, JsonNode regex, JsonNode flags, Meter meter) {
        if (!in.isTextual()) {
            throw new ProgramError(Values.shown(in) + " cannot be matched, as it is not a string");
        }
        if (!regex.isTextual()) {
            throw new ProgramError(
                    Values.shown(regex) + " cannot be matched, as it is not a string");
        }
        if (!flags.isTextual() && !flags.isNull()) {
            throw new ProgramError(Values.shown(flags) + " is not a string");
        }
        meter.text(in.textValue().length());
        meter.step(STEPS_A_REGEX + regex.textValue().length());
        String letters = flags.isNull() ? "" : flags.textValue();
        this.meter = meter;
        this.text = in.textValue().getBytes(StandardCharsets.UTF_8);
        this.global = letters.indexOf('g') >= 0;
        this.regex = compile(regex.textValue(), options(letters));
        this.names = names(this.regex);
    }

    static Map<String, Native> functions() {
        Map<String, Native> functions = new HashMap<>();
        functions.put("_test/2", (in, args, meter) -> Values.truth(of(in, args, meter).found()));
        functions.put("_matches/2", (in, args, meter) -> of(in, args, meter).matches());
        functions.put("_pieces/2", (in, args, meter) -> of(in, args, meter).pieces());
        return functions;
    }

    private static Regexes of(JsonNode in, List<JsonNode> arguments, Meter meter) {
        return new Regexes(in, arguments.getFirst(), arguments.getLast(), meter);
    }

    private static Regex compile(String pattern, int options) {
        byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
        try {
            return new Regex(bytes, 0, bytes.length, options, UTF8Encoding.INSTANCE, Syntax.PerlNG);
        } catch (JOniException e) {
            throw new ProgramError(
                    pattern + " (at offset 0) is not a valid regex: " + e.getMessage());
        }
    }

    private static int options(String flags) {
        int options = Option.CAPTURE_GROUP;
        for (int i = 0; i < flags.length(); i++) {
            options |=
                    switch (flags.charAt(i)) {
                        case 'g' -> Option.NONE;
                        case 'i' -> Option.IGNORECASE;
                        case 'x' -> Option.EXTEND;
                        case 's' -> Option.SINGLELINE;
                        case 'p' -> Option.MULTILINE | Option.SINGLELINE;
                        case 'l' -> Option.FIND_LONGEST;
                        case 'n' -> Option.FIND_NOT_EMPTY;
                        default ->
                                throw new ProgramError(flags + " is not a valid modifier string");
                    };
        }
        return options;
    }

    private static String[] names(Regex regex) {
        String[] names = new String[regex.numberOfCaptures() + 1];
        if (regex.numberOfNames() > 0) {
            for (Iterator<NameEntry> entries = regex.namedBackrefIterator(); entries.hasNext(); ) {
                NameEntry entry = entries.next();
                for (int group : entry.getBackRefs()) {
                    names[group] =
                            new String(
                                    entry.name,
                                    entry.nameP,
                                    entry.nameEnd - entry.nameP,
                                    StandardCharsets.UTF_8);
                }
            }
        }
        return names;
    }

    private boolean found() {
        return search(0, 0).isPresent();
    }

    /// The next match.
    ///
    /// @param base where the text begins, for anchors and for what the region counts from
    private Optional<Region> search(int base, int from) {
        if (from > text.length) {
            return Optional.empty();
        }
        long started = System.nanoTime();
        Matcher matcher =
                regex.matcher(text, base, text.length, Math.max(1, meter.regexNanosLeft()));
        try {
            int found = matcher.searchInterruptible(from, text.length, Option.NONE);
            meter.regexTook(System.nanoTime() - started);
            return found < 0 ? Optional.empty() : Optional.of(matcher.getEagerRegion());
        } catch (InterruptedException e) {
            meter.regexTook(System.nanoTime() - started);
            Thread.currentThread().interrupt();
            throw new QueryStopped("The query was stopped while a regular expression ran");
        }
    }

    private JsonNode matches() {
        ArrayNode matches = Values.NODES.arrayNode();
        Offsets offsets = new Offsets(text);
        int start = 0;
        do {
            Optional<Region> found = search(0, start);
            if (found.isEmpty()) {
                break;
            }
            Region region = found.get();
            int begin = region.getBeg(0);
            int end = region.getEnd(0);
            meter.text(8L + end - begin);
            ObjectNode match = span(offsets, begin, end);
            ArrayNode captures = Values.NODES.arrayNode();
            // jq 1.6 gives an empty match no captures and goes on one byte behind the last start
            if (begin != end) {
                captures(region, offsets, captures);
                start = end;
            } else {
                start++;
            }
            matches.add(match.set("captures", captures));
        } while (global && start != text.length);
        return matches;
    }

    private void captures(Region region, Offsets offsets, ArrayNode captures) {
        for (int group = 1; group < region.getNumRegs(); group++) {
            meter.step(4);
            ObjectNode capture;
            if (region.getBeg(group) >= 0) {
                capture = span(offsets, region.getBeg(group), region.getEnd(group));
            } else {
                capture = Values.NODES.objectNode().put("offset", -1);
                capture.putNull("string");
                capture.put("length", 0);
            }
            captures.add(capture.set("name", name(group)));
        }
    }

    private JsonNode name(int group) {
        return names[group] == null ? Values.NULL : Values.text(names[group]);
    }

    private ObjectNode span(Offsets offsets, int begin, int end) {
        int offset = offsets.codePoints(begin);
        return Values.NODES
                .objectNode()
                .put("offset", offset)
                .put("length", offsets.codePoints(end) - offset)
                .put("string", slice(begin, end));
    }

    private String slice(int begin, int end) {
        return new String(text, begin, end - begin, StandardCharsets.UTF_8);
    }

    /// In turn: what is between matches, and the named captures of a match. As in jq 1.6 the text
    /// begins anew behind each match, so that `^` may match there.
    private JsonNode pieces() {
        ArrayNode pieces = Values.NODES.arrayNode();
        int kept = 0;
        int from = 0;
        do {
            Optional<Region> found = search(kept, from);
            if (found.isEmpty()) {
                break;
            }
            meter.step(4);
            Region region = found.get();
            pieces.add(slice(kept, kept + region.getBeg(0)));
            pieces.add(named(region, kept));
            boolean empty = region.getBeg(0) == region.getEnd(0);
            kept += region.getEnd(0);
            from = empty ? kept + 1 : kept;
        } while (global && from < text.length);
        return pieces.add(slice(kept, text.length));
    }

    private ObjectNode named(Region region, int base) {
        ObjectNode captures = Values.NODES.objectNode();
        for (int group = 1; group < region.getNumRegs(); group++) {
            if (names[group] != null) {
                int begin = region.getBeg(group);
                captures.set(
                        names[group],
                        begin >= 0
                                ? Values.text(slice(base + begin, base + region.getEnd(group)))
                                : Values.NULL);
            }
        }
        return captures;
    }

    /// Code points before a byte, for bytes that are asked for from left to right mostly.
    private static final class Offsets {
        private final byte[] text;
        private int countedBytes;
        private int counted;

        Offsets(byte[] text) {
            this.text = text;
        }

        int codePoints(int bytes) {
            if (bytes < countedBytes) {
                countedBytes = 0;
                counted = 0;
            }
            for (; countedBytes < bytes; countedBytes++) {
                counted += (text[countedBytes] & 0xC0) == 0x80 ? 0 : 1;
            }
            return counted;
        }
    }
}
