package io.hydrant.delivery.jq.evaluation;

import io.hydrant.delivery.jq.syntax.Term;
import io.hydrant.delivery.jq.value.MalformedJson;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A query evaluated over the bytes of a record. Immutable and thread-safe.
///
/// For one object construction with literal keys whose values are paths and functions of them.
public final class FastQuery {
    private final List<String> keys;
    private final List<Formula> formulas;
    private final PathTree paths;
    private final int slotCount;

    private FastQuery(List<String> keys, List<Formula> formulas, FormulaCompiler compiler) {
        this.keys = keys;
        this.formulas = formulas;
        this.paths = compiler.paths();
        this.slotCount = compiler.slotCount();
    }

    /// Nothing if the query is not of the kind.
    ///
    /// @param clock what `now` reads
    public static Optional<FastQuery> compile(Term term, InstantSource clock) {
        if (!(term instanceof Term.ObjectOf(List<Term.Member> members))) {
            return Optional.empty();
        }
        FormulaCompiler compiler = new FormulaCompiler(Library.natives(clock));
        List<String> keys = new ArrayList<>();
        List<Formula> formulas = new ArrayList<>();
        for (Term.Member member : members) {
            Optional<String> key = Term.plainText(member.key());
            Optional<Formula> formula = compiler.compile(member.value());
            if (key.isEmpty() || formula.isEmpty()) {
                return Optional.empty();
            }
            keys.add(key.get());
            formulas.add(formula.get());
        }
        return Optional.of(new FastQuery(keys, formulas, compiler));
    }

    /// The keys of a record in the order of the program; nothing where the general way must decide.
    public Map<String, String> evaluate(byte[] bytes, int from, int to) {
        try {
            RecordScan scan = new RecordScan(bytes, from, to, slotCount);
            scan.scan(paths);
            Map<String, String> values = LinkedHashMap.newLinkedHashMap(keys.size());
            for (int i = 0; i < formulas.size(); i++) {
                String value = key(formulas.get(i), scan);
                if (value.isEmpty()) {
                    return Map.of();
                }
                values.put(keys.get(i), value);
            }
            return values;
        } catch (Doubt | ProgramError | QueryStopped | MalformedJson | StackOverflowError _) {
            return Map.of();
        }
    }

    private static String key(Formula formula, RecordScan scan) {
        return formula instanceof Formula.Kept(int slot)
                ? scan.key(slot)
                : RecordScan.key(formula.value(scan, Values.NULL));
    }
}
