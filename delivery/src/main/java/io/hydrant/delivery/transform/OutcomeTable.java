package io.hydrant.delivery.transform;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// What became of the records of a frame: each distinct outcome and each of its texts once. For one
/// thread.
final class OutcomeTable {
    /// Numbers of what is in a frame have at most 5 bytes.
    private static final int NUMBER_BYTES_MAX = 5;

    private static final int RUN_BYTES_MAX = 2 * NUMBER_BYTES_MAX;
    private static final int OUTCOME_BYTES_MAX = 50;
    private static final int UTF8_BYTES_MAX = 3;

    private final Map<Processed, Integer> outcomes = new LinkedHashMap<>();
    private final Map<String, Integer> texts = new LinkedHashMap<>();

    /// Runs of records with the same outcome: its number, and how many.
    private int[] runOutcomes = new int[1];

    private int[] runRecords = new int[1];
    private int runs;
    private Processed last = Processed.Ok.WITHOUT_KEYS;
    private int bytesMax;

    /// An upper bound of what it takes with one more record of this outcome.
    int bytesMaxWith(Processed outcome) {
        return isLast(outcome) ? bytesMax : bytesMax + RUN_BYTES_MAX + bytesMax(outcome);
    }

    /// Whether every record is delivered without keys.
    boolean isPlain() {
        return runs == 0 || runs == 1 && last.equals(Processed.Ok.WITHOUT_KEYS);
    }

    void add(Processed outcome) {
        if (isLast(outcome)) {
            runRecords[runs - 1]++;
            return;
        }
        bytesMax = bytesMaxWith(outcome);
        if (runs == runOutcomes.length) {
            runOutcomes = Arrays.copyOf(runOutcomes, 2 * runs);
            runRecords = Arrays.copyOf(runRecords, 2 * runs);
        }
        runOutcomes[runs] = number(outcome);
        runRecords[runs] = 1;
        runs++;
        last = outcome;
    }

    void write(MetadataWriter out) {
        out.number(texts.size());
        texts.keySet().forEach(out::text);
        out.number(outcomes.size());
        outcomes.keySet().forEach(outcome -> write(outcome, out));
        for (int run = 0; run < runs; run++) {
            out.number(runRecords[run]);
            out.number(runOutcomes[run]);
        }
    }

    private boolean isLast(Processed outcome) {
        return runs > 0 && (outcome == last || outcome.equals(last));
    }

    private int number(Processed outcome) {
        Integer known = outcomes.get(outcome);
        if (known != null) {
            return known;
        }
        int number = outcomes.size();
        outcomes.put(outcome, number);
        switch (outcome) {
            case Processed.Ok(Map<String, String> keys) ->
                    keys.forEach(
                            (name, value) -> {
                                note(name);
                                note(value);
                            });
            case Processed.Failed(Failure failure) -> {
                note(failure.output().folder());
                note(failure.code());
                note(failure.message());
                note(failure.functionArn());
            }
        }
        return number;
    }

    private void note(String text) {
        texts.putIfAbsent(text, texts.size());
    }

    private int bytesMax(Processed outcome) {
        if (outcomes.containsKey(outcome)) {
            return 0;
        }
        return switch (outcome) {
            case Processed.Ok(Map<String, String> keys) -> {
                int bytes = OUTCOME_BYTES_MAX;
                for (Map.Entry<String, String> key : keys.entrySet()) {
                    bytes += bytesMax(key.getKey()) + bytesMax(key.getValue());
                }
                yield bytes;
            }
            case Processed.Failed(Failure failure) ->
                    OUTCOME_BYTES_MAX
                            + bytesMax(failure.output().folder())
                            + bytesMax(failure.code())
                            + bytesMax(failure.message())
                            + bytesMax(failure.functionArn());
        };
    }

    /// Of a text and of a number that names it.
    private int bytesMax(String text) {
        int entry = texts.containsKey(text) ? 0 : NUMBER_BYTES_MAX + UTF8_BYTES_MAX * text.length();
        return NUMBER_BYTES_MAX + entry;
    }

    private void write(Processed outcome, MetadataWriter out) {
        switch (outcome) {
            case Processed.Ok(Map<String, String> keys) -> {
                out.put(ProcessedFrames.OK);
                out.number(keys.size());
                // in the order of their names, as the map has none that would be the same each time
                new TreeMap<>(keys)
                        .forEach(
                                (name, value) -> {
                                    out.number(texts.get(name));
                                    out.number(texts.get(value));
                                });
            }
            case Processed.Failed(Failure failure) -> {
                out.put(ProcessedFrames.FAILED);
                out.number(texts.get(failure.output().folder()));
                out.number(texts.get(failure.code()));
                out.number(texts.get(failure.message()));
                out.number(texts.get(failure.functionArn()));
                out.number(failure.attempts());
                out.instant(failure.at());
            }
        }
    }
}
