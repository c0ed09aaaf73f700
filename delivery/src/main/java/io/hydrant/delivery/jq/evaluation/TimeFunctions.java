package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.hydrant.delivery.jq.value.BrokenTime;
import io.hydrant.delivery.jq.value.TimeReader;
import io.hydrant.delivery.jq.value.TimeWriter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Functions of times; local time is UTC.
final class TimeFunctions {
    static final String ISO = "%Y-%m-%dT%H:%M:%SZ";
    private static final int PARTS = 8;

    private TimeFunctions() {}

    static Map<String, Native> functions(InstantSource clock) {
        Map<String, Native> functions = new HashMap<>();
        functions.put("gmtime/0", (in, _, _) -> broken(in, "gmtime"));
        functions.put("localtime/0", (in, _, _) -> broken(in, "localtime"));
        functions.put("mktime/0", (in, _, _) -> seconds(in));
        functions.put(
                "strftime/1", (in, args, meter) -> write(in, args.getFirst(), "strftime", meter));
        functions.put(
                "strflocaltime/1",
                (in, args, meter) -> write(in, args.getFirst(), "strflocaltime", meter));
        functions.put("strptime/1", (in, args, _) -> read(in, args.getFirst()));
        Native write = (in, _, meter) -> write(in, Values.text(ISO), "strftime", meter);
        functions.put("todate/0", write);
        functions.put("todateiso8601/0", write);
        Native read = (in, _, _) -> seconds(read(in, Values.text(ISO)));
        functions.put("fromdate/0", read);
        functions.put("fromdateiso8601/0", read);
        functions.put("now/0", (_, _, _) -> now(clock));
        return functions;
    }

    private static JsonNode now(InstantSource clock) {
        Instant now = clock.instant();
        return Values.number(now.getEpochSecond() + now.getNano() / 1000 / 1e6);
    }

    private static JsonNode broken(JsonNode in, String function) {
        if (!in.isNumber()) {
            throw new ProgramError(function + "() requires a number");
        }
        return parts(timeOf(in.doubleValue(), function));
    }

    private static BrokenTime timeOf(double seconds, String function) {
        if (!BrokenTime.reaches(seconds)) {
            throw new ProgramError(
                    "error converting number of seconds since epoch to datetime: "
                            + function
                            + " of "
                            + Values.json(Values.number(seconds)));
        }
        return BrokenTime.of(seconds);
    }

    private static ArrayNode parts(BrokenTime time) {
        return Values.NODES
                .arrayNode()
                .add(time.year())
                .add(time.month())
                .add(time.day())
                .add(time.hour())
                .add(time.minute())
                .add(Values.number(time.second()))
                .add(time.weekday())
                .add(time.yearDay());
    }

    private static Optional<BrokenTime> timeOf(JsonNode parts) {
        if (!parts.isArray() || parts.size() < PARTS) {
            return Optional.empty();
        }
        int[] fields = new int[PARTS];
        for (int i = 0; i < PARTS; i++) {
            if (!parts.get(i).isNumber()) {
                return Optional.empty();
            }
            fields[i] = (int) parts.get(i).doubleValue();
        }
        return Optional.of(
                new BrokenTime(
                        fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6],
                        fields[7]));
    }

    private static JsonNode seconds(JsonNode in) {
        if (!in.isArray()) {
            throw new ProgramError("mktime requires array of 6 numbers");
        }
        BrokenTime time =
                timeOf(in)
                        .orElseThrow(
                                () -> new ProgramError("mktime requires parsed datetime inputs"));
        return Values.number(time.epochSeconds());
    }

    private static JsonNode write(JsonNode in, JsonNode format, String function, Meter meter) {
        if (!format.isTextual()) {
            throw new ProgramError(function + "/1 requires a string format");
        }
        BrokenTime time =
                in.isNumber()
                        ? timeOf(in.doubleValue(), function)
                        : timeOf(in)
                                .orElseThrow(
                                        () ->
                                                new ProgramError(
                                                        function
                                                                + "/1 requires parsed datetime"
                                                                + " inputs"));
        String text = TimeWriter.format(time, format.textValue());
        if (text.isEmpty()) {
            throw new ProgramError(function + "/1: unknown system failure");
        }
        meter.text(text.length());
        return Values.text(text);
    }

    private static JsonNode read(JsonNode in, JsonNode format) {
        if (!in.isTextual()) {
            throw new ProgramError("strptime/1 requires string inputs and arguments");
        }
        if (!format.isTextual()) {
            throw new ProgramError("strptime/1 requires string inputs and arguments");
        }
        TimeReader.Read read =
                TimeReader.parse(in.textValue(), format.textValue())
                        .orElseThrow(
                                () ->
                                        new ProgramError(
                                                "date \""
                                                        + in.textValue()
                                                        + "\" does not match format \""
                                                        + format.textValue()
                                                        + '"'));
        ArrayNode parts = parts(read.time());
        return read.rest().isEmpty() ? parts : parts.add(read.rest());
    }
}
