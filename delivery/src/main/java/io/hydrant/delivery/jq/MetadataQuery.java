package io.hydrant.delivery.jq;

import io.hydrant.delivery.jq.evaluation.FastQuery;
import io.hydrant.delivery.jq.evaluation.GeneralQuery;
import io.hydrant.delivery.jq.syntax.InvalidQuery;
import io.hydrant.delivery.jq.syntax.Parser;
import io.hydrant.delivery.jq.syntax.Term;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A jq 1.6 program that computes the partition keys of a record. Immutable and thread-safe.
///
/// A record is one JSON document; strings become keys as they are, numbers and booleans as jq
/// writes them, arrays and objects as compact JSON. What fails is told by [QueryResult.Failed]:
/// malformed JSON, none or several documents, an error of the program, none or several results, a
/// result that is no object, a value that is null or empty, and a program that would run too long
/// ([#STEPS_MAX] steps, two seconds, a quarter of a second of regular expressions, or the stack).
///
/// Source: Firehose Developer Guide, "Create partitioning keys with inline parsing"; what it leaves
/// open is as jq 1.6 has it.
public final class MetadataQuery {
    public static final int PROGRAM_LENGTH_MAX = 5_120;
    public static final int KEYS_MAX = 50;

    /// Of one program on one record: outputs, calls and values that are walked.
    public static final int STEPS_MAX = 1_000_000;

    private final Set<String> keys;
    private final GeneralQuery general;
    private final Optional<FastQuery> fast;

    private MetadataQuery(Set<String> keys, GeneralQuery general, Optional<FastQuery> fast) {
        this.keys = keys;
        this.general = general;
        this.fast = fast;
    }

    /// @throws InvalidQuery if jq 1.6 would not compile it, if it uses what cannot be had here
    ///   (`env`, `input`, modules ...), if its keys cannot be told or there are more than
    ///   [#KEYS_MAX], or if it has more than [#PROGRAM_LENGTH_MAX] characters
    public static MetadataQuery compile(String program) {
        return compile(program, InstantSource.system());
    }

    /// @param clock what `now` reads
    /// @throws InvalidQuery as [#compile(String)] does
    public static MetadataQuery compile(String program, InstantSource clock) {
        if (program.length() > PROGRAM_LENGTH_MAX) {
            throw new InvalidQuery(
                    "The query must have at most "
                            + PROGRAM_LENGTH_MAX
                            + " characters but has "
                            + program.length());
        }
        try {
            Term term = Parser.parse(program);
            GeneralQuery general = GeneralQuery.compile(term, clock);
            Set<String> keys = KeyNames.of(term);
            if (keys.isEmpty() || keys.size() > KEYS_MAX) {
                throw new InvalidQuery(
                        "The query must name 1 to " + KEYS_MAX + " keys but names " + keys.size());
            }
            return new MetadataQuery(
                    Collections.unmodifiableSet(new LinkedHashSet<>(keys)),
                    general,
                    FastQuery.compile(term, clock));
        } catch (StackOverflowError _) {
            throw new InvalidQuery("The query is nested too deeply");
        }
    }

    /// The keys that results have, in the order of the program.
    public Set<String> keys() {
        return keys;
    }

    /// Whether common records are decided without building trees.
    public boolean isFast() {
        return fast.isPresent();
    }

    /// How the keys of a record are found.
    public enum Way {
        /// By a scan of the record's bytes for what the program names.
        FAST,
        /// By running the program over the whole document.
        GENERAL
    }

    /// Which way gives what [#evaluate] does.
    public Way wayOf(ByteBuffer record) {
        byte[] bytes = new byte[record.remaining()];
        record.get(record.position(), bytes);
        return fastKeys(bytes).isEmpty() ? Way.GENERAL : Way.FAST;
    }

    /// @param record one JSON document; its position does not move
    public QueryResult evaluate(ByteBuffer record) {
        if (record.hasArray()) {
            int from = record.arrayOffset() + record.position();
            return evaluate(record.array(), from, from + record.remaining());
        }
        byte[] bytes = new byte[record.remaining()];
        record.get(record.position(), bytes);
        return evaluate(bytes, 0, bytes.length);
    }

    private QueryResult evaluate(byte[] bytes, int from, int to) {
        if (fast.isPresent()) {
            Map<String, String> values = fast.get().evaluate(bytes, from, to);
            if (!values.isEmpty()) {
                return new QueryResult.Keys(values);
            }
        }
        return evaluateGenerally(bytes, from, to);
    }

    /// What the fast way decides of a record, nothing if it leaves it: for comparisons.
    Map<String, String> fastKeys(byte[] record) {
        return fast.map(query -> query.evaluate(record, 0, record.length)).orElse(Map.of());
    }

    /// By the general way only: for comparisons.
    QueryResult evaluateGenerally(ByteBuffer record) {
        byte[] bytes = new byte[record.remaining()];
        record.get(record.position(), bytes);
        return evaluateGenerally(bytes, 0, bytes.length);
    }

    private QueryResult evaluateGenerally(byte[] bytes, int from, int to) {
        return switch (general.evaluate(bytes, from, to)) {
            case GeneralQuery.Outcome.Members(Map<String, String> values) ->
                    new QueryResult.Keys(values);
            case GeneralQuery.Outcome.Failed(String message) -> QueryResult.failed(message);
        };
    }
}
