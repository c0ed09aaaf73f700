package io.hydrant.delivery.jq.evaluation;

import io.hydrant.delivery.jq.syntax.Parser;
import io.hydrant.delivery.jq.syntax.Term;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The functions of jq 1.6: those that are native, those written in jq, and those refused.
final class Library {
    /// Refused, because they would reach out of the query, or are not there.
    static final Set<String> REFUSED =
            Set.of(
                    "env",
                    "input",
                    "inputs",
                    "debug",
                    "stderr",
                    "input_filename",
                    "input_line_number",
                    "halt",
                    "halt_error",
                    "builtins",
                    "modulemeta",
                    "get_search_list",
                    "get_jq_origin",
                    "get_prog_origin",
                    "gamma",
                    "lgamma",
                    "tgamma",
                    "lgamma_r",
                    "j0",
                    "j1",
                    "jn",
                    "y0",
                    "y1",
                    "yn",
                    "erf",
                    "erfc");

    private static final String DEFINITIONS =
            """
            def map(f): [.[] | f];
            def select(f): if f then . else empty end;
            def values: select(. != null);
            def nulls: select(. == null);
            def booleans: select(type == "boolean");
            def numbers: select(type == "number");
            def strings: select(type == "string");
            def arrays: select(type == "array");
            def objects: select(type == "object");
            def iterables: select(type | . == "array" or . == "object");
            def scalars: select(type | . != "array" and . != "object");
            def scalars_or_empty: select(. == null or . == true or . == false
              or type == "number" or type == "string"
              or ((type == "array" or type == "object") and length == 0));
            def isfinite: type == "number" and (isinfinite | not);
            def finites: select(isinfinite or isnan | not);
            def normals: select(isnormal);
            def first: .[0];
            def last: .[-1];
            def last(f): reduce f as $x (null; $x);
            def nth($n): .[$n];
            def nth($n; f): if $n < 0 then error("nth doesn't support negative indices")
              else last(limit($n + 1; f)) end;
            def any(f; c): isempty(first(f | c | select(.))) | not;
            def any(c): any(.[]; c);
            def any: any(.[]; .);
            def all(f; c): isempty(first(f | c | select(. | not)));
            def all(c): all(.[]; c);
            def all: all(.[]; .);
            def in(xs): . as $x | xs | has($x);
            def inside(xs): . as $x | xs | contains($x);
            def index($x): _indices($x) | .[0];
            def rindex($x): _indices($x) | .[-1:][0];
            def indices($x): _indices($x);
            def sort_by(f): _sorted(map([f]));
            def group_by(f): _grouped(map([f]));
            def unique: _grouped(.) | map(.[0]);
            def unique_by(f): [group_by(f)[] | .[0]];
            def min_by(f): _least(map([f]));
            def max_by(f): _most(map([f]));
            def map_values(f): .[] |= f;
            def del(f): delpaths([path(f)]);
            def with_entries(f): to_entries | map(f) | from_entries;
            def paths: path(..) | select(length > 0);
            def paths(f): path(.. | select(f)) | select(length > 0);
            def leaf_paths: paths(scalars);
            def recurse(f): def r: ., (f | r); r;
            def recurse(f; c): def r: ., (f | select(c) | r); r;
            def recurse: recurse(.[]?);
            def recurse_down: recurse;
            def repeat(f): f | _while(true; .);
            def while(c; f): _while(c; f);
            def until(c; f): _until(c; f);
            def walk(f): . as $in | if type == "object" then
                reduce keys_unsorted[] as $k ({}; . + {($k): ($in[$k] | walk(f))}) | f
              elif type == "array" then map(walk(f)) | f else f end;
            def combinations: if length == 0 then []
              else .[0][] as $x | (.[1:] | combinations) as $w | [$x] + $w end;
            def combinations($n): . as $dot | [range($n)] | map($dot) | combinations;
            def tostream: path(def r: (.[]? | r), .; r) as $p | getpath($p)
              | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
            def fromstream(f): {x: null, e: false} as $init
              | foreach f as $i ($init;
                  if .e then $init else . end
                  | if $i | length == 2
                    then setpath(["e"]; $i[0] | length == 0) | setpath(["x"] + $i[0]; $i[1])
                    else setpath(["e"]; $i[0] | length == 1) end;
                  if .e then .x else empty end);
            def truncate_stream(f): . as $n | null | f | . as $i
              | if ($i[0] | length) > $n then setpath([0]; $i[0][$n:]) else empty end;
            def INDEX(f; k): reduce f as $row ({}; .[$row | k | tostring] |= $row);
            def INDEX(k): INDEX(.[]; k);
            def JOIN($idx; k): [.[] | [., $idx[k]]];
            def JOIN($idx; f; k): f | [., $idx[k]];
            def JOIN($idx; f; k; j): f | [., $idx[k]] | j;
            def IN(s): any(s == .; .);
            def IN(src; s): any(src == s; .);
            def _with(f; $v): ($v | type) as $t
              | if $t == "string" then [$v, null] | f
                elif $t == "array" and ($v | length) > 1 then [$v[0], $v[1]] | f
                elif $t == "array" and ($v | length) > 0 then [$v[0], null] | f
                else error($t + " not a string or array") end;
            def match($re; $flags): _matches($re; $flags) | .[];
            def match($v): . as $s | _with(. as $a | $s | match($a[0]; $a[1]); $v);
            def test($re; $flags): _test($re; $flags);
            def test($v): . as $s | _with(. as $a | $s | _test($a[0]; $a[1]); $v);
            def capture($re; $flags): match($re; $flags)
              | reduce (.captures[] | select(.name != null)) as $c ({}; . + {($c.name): $c.string});
            def capture($v): . as $s | _with(. as $a | $s | capture($a[0]; $a[1]); $v);
            def scan($re): match($re; "g")
              | if (.captures | length) > 0 then [.captures[].string] else .string end;
            def splits($re): splits($re; null);
            def splits($re; $flags): _split($re; $flags) | .[];
            def split($re; $flags): _split($re; $flags);
            def _split($re; $flags): . as $s | [match($re; "g" + $flags)
                | (.offset, .offset + .length)]
              | [0] + . + [$s | length] | . as $b
              | [range(0; length; 2) | $s[$b[.]:$b[. + 1]]];
            def sub($re; f; $flags): _pieces($re; $flags) | _substituted(f);
            def sub($re; f): sub($re; f; "");
            def gsub($re; f; $flags): sub($re; f; $flags + "g");
            def gsub($re; f): sub($re; f; "g");
            .
            """;

    static final Map<String, Term.Definition> DEFINED = defined();

    private Library() {}

    private static Map<String, Term.Definition> defined() {
        Map<String, Term.Definition> defined = new HashMap<>();
        Term term = Parser.parse(DEFINITIONS);
        while (term instanceof Term.Definition definition) {
            defined.put(definition.name() + "/" + definition.parameters().size(), definition);
            term = definition.rest();
        }
        return Map.copyOf(defined);
    }

    static Map<String, Native> natives(InstantSource clock) {
        Map<String, Native> natives = new HashMap<>();
        natives.putAll(Arithmetic.operators());
        natives.putAll(TextFunctions.functions());
        natives.putAll(ItemFunctions.functions());
        natives.putAll(TimeFunctions.functions(clock));
        natives.putAll(MathFunctions.functions());
        natives.putAll(Regexes.functions());
        natives.putAll(PathFunctions.functions());
        return Map.copyOf(natives);
    }
}
