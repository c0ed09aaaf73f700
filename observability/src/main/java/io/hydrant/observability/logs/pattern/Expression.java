package io.hydrant.observability.logs.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A regular expression as filter patterns have them: characters, classes, `.`, quantifiers,
/// alternatives, anchors; no groups. Looked for anywhere in a text, in time of its length times
/// that of the expression: all ways to go on are followed at once, none is tried again.
final class Expression {
    private static final String SYMBOLS = "_#=@/;,-:";
    private static final int REPEATS_MAX = 500;
    private static final int STEPS_MAX = 500;

    private final List<Branch> branches;

    private Expression(List<Branch> branches) {
        this.branches = branches;
    }

    /// One of a branch's characters.
    ///
    /// @param optional may be left out
    /// @param repeated may come again
    private record Step(CharacterSet set, boolean optional, boolean repeated) {}

    /// @param fromStart only at the start of the text
    /// @param toEnd only up to its end
    private record Branch(List<Step> steps, boolean fromStart, boolean toEnd) {
        boolean isFoundIn(String text) {
            BitSet states = new BitSet(steps.size() + 1);
            for (int i = 0; i <= text.length(); i++) {
                if (i == 0 || !fromStart) {
                    reach(0, states);
                }
                if (states.get(steps.size()) && (!toEnd || i == text.length())) {
                    return true;
                }
                if (i < text.length()) {
                    states = after(text.charAt(i), states);
                }
            }
            return false;
        }

        /// Adds a state and those that leaving steps out leads to.
        private void reach(int state, BitSet states) {
            int next = state;
            states.set(next);
            while (next < steps.size() && steps.get(next).optional()) {
                next++;
                states.set(next);
            }
        }

        private BitSet after(char c, BitSet states) {
            BitSet following = new BitSet(steps.size() + 1);
            for (int i = states.nextSetBit(0); i >= 0; i = states.nextSetBit(i + 1)) {
                if (i < steps.size() && steps.get(i).set().holds(c)) {
                    if (steps.get(i).repeated()) {
                        reach(i, following);
                    }
                    reach(i + 1, following);
                }
            }
            return following;
        }
    }

    boolean isFoundIn(String text) {
        return branches.stream().anyMatch(branch -> branch.isFoundIn(text));
    }

    static Expression parse(String expression) {
        if (expression.isEmpty()) {
            throw FilterPattern.invalid("%%", "the expression is empty");
        }
        return new Parser(expression).branches();
    }

    /// Reads an expression.
    private static final class Parser {
        private final String text;
        private int at;
        private int stepCount;

        Parser(String text) {
            this.text = text;
        }

        Expression branches() {
            List<Branch> branches = new ArrayList<>();
            branches.add(branch());
            while (at < text.length()) {
                at++; // the bar
                branches.add(branch());
            }
            return new Expression(branches);
        }

        private Branch branch() {
            List<Step> steps = new ArrayList<>();
            boolean fromStart = at < text.length() && text.charAt(at) == '^';
            at += fromStart ? 1 : 0;
            boolean toEnd = false;
            while (at < text.length() && text.charAt(at) != '|') {
                if (text.charAt(at) == '$') {
                    at++;
                    toEnd = true;
                    if (at < text.length() && text.charAt(at) != '|') {
                        throw invalid("$ stands within it");
                    }
                } else {
                    quantified(set(), steps);
                }
            }
            return new Branch(List.copyOf(steps), fromStart, toEnd);
        }

        private void quantified(CharacterSet set, List<Step> steps) {
            char quantifier = at < text.length() ? text.charAt(at) : ' ';
            switch (quantifier) {
                case '?' -> add(steps, new Step(set, true, false), 1);
                case '*' -> add(steps, new Step(set, true, true), 1);
                case '+' -> add(steps, new Step(set, false, true), 1);
                case '{' -> counted(set, steps);
                default -> {
                    at--;
                    add(steps, new Step(set, false, false), 1);
                }
            }
            at++;
        }

        /// `{3}`, `{3,}` or `{3,5}`; ends at the closing brace.
        private void counted(CharacterSet set, List<Step> steps) {
            int close = text.indexOf('}', at);
            if (close < 0) {
                throw invalid("{ has no }");
            }
            String[] bounds = text.substring(at + 1, close).split(",", -1);
            at = close;
            int least = number(bounds[0]);
            add(steps, new Step(set, false, false), least);
            if (bounds.length == 2 && bounds[1].isEmpty()) {
                add(steps, new Step(set, true, true), 1);
            } else if (bounds.length == 2 && number(bounds[1]) >= least) {
                add(steps, new Step(set, true, false), number(bounds[1]) - least);
            } else if (bounds.length != 1) {
                throw invalid("{" + String.join(",", bounds) + "} is no count");
            }
        }

        private int number(String digits) {
            if (!digits.matches("[0-9]{1,4}") || Integer.parseInt(digits) > REPEATS_MAX) {
                throw invalid("a count must be 0-%d but was '%s'".formatted(REPEATS_MAX, digits));
            }
            return Integer.parseInt(digits);
        }

        private void add(List<Step> steps, Step step, int count) {
            stepCount += count;
            if (stepCount > STEPS_MAX) {
                throw invalid("it stands for more than %d characters".formatted(STEPS_MAX));
            }
            for (int i = 0; i < count; i++) {
                steps.add(step);
            }
        }

        private CharacterSet set() {
            char c = text.charAt(at);
            at++;
            return switch (c) {
                case '.' -> CharacterSet.any();
                case '\\' -> escaped();
                case '[' -> bracketed();
                default -> {
                    requireLiteral(c);
                    yield CharacterSet.of(c);
                }
            };
        }

        private CharacterSet escaped() {
            if (at >= text.length()) {
                throw invalid("it ends with a backslash");
            }
            char c = text.charAt(at);
            at++;
            return switch (c) {
                case 'd', 'D', 'w', 'W', 's', 'S' -> CharacterSet.named(c);
                case 'x' -> CharacterSet.of(hexadecimal());
                default -> {
                    if (Character.isLetterOrDigit(c)) {
                        throw FilterPattern.invalidCharacters("\\" + c);
                    }
                    yield CharacterSet.of(c);
                }
            };
        }

        private char hexadecimal() {
            if (at + 2 > text.length() || !text.substring(at, at + 2).matches("[0-9A-Fa-f]{2}")) {
                throw invalid("\\x must have two hexadecimal digits");
            }
            at += 2;
            return (char) Integer.parseInt(text.substring(at - 2, at), 16);
        }

        private CharacterSet bracketed() {
            boolean inverted = at < text.length() && text.charAt(at) == '^';
            at += inverted ? 1 : 0;
            CharacterSet set = CharacterSet.none();
            boolean first = true;
            while (at < text.length() && (first || text.charAt(at) != ']')) {
                set = set.or(member());
                first = false;
            }
            if (at >= text.length()) {
                throw invalid("[ has no ]");
            }
            at++;
            return inverted ? set.inverted() : set;
        }

        /// One character, a named set, or a range.
        private CharacterSet member() {
            char from = text.charAt(at);
            at++;
            if (from == '\\') {
                return escaped();
            }
            boolean range =
                    at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
            if (!range) {
                return CharacterSet.of(from);
            }
            char to = text.charAt(at + 1);
            at += 2;
            if (to < from) {
                throw invalid("%s-%s is no range".formatted(from, to));
            }
            return CharacterSet.range(from, to);
        }

        private void requireLiteral(char c) {
            boolean alphanumeric =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && SYMBOLS.indexOf(c) < 0) {
                throw FilterPattern.invalidCharacters(String.valueOf(c));
            }
        }

        private RuntimeException invalid(String why) {
            return FilterPattern.invalid("%" + text + "%", why);
        }
    }
}
