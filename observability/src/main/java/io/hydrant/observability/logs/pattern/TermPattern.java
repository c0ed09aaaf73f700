package io.hydrant.observability.logs.pattern;

import java.util.List;
import java.util.function.Predicate;

/// Terms anywhere in a message.
///
/// @param all each must be there
/// @param any one of them must be there, when there are any and nothing else decides
/// @param none none of them may be there
record TermPattern(
        List<Predicate<String>> all, List<Predicate<String>> any, List<Predicate<String>> none)
        implements FilterPattern {
    TermPattern {
        all = List.copyOf(all);
        any = List.copyOf(any);
        none = List.copyOf(none);
    }

    /// As the service has it, optional terms count only where there are no required and no excluded
    /// ones.
    @Override
    public boolean matches(String message) {
        if (all.isEmpty() && none.isEmpty()) {
            return any.isEmpty() || any.stream().anyMatch(term -> term.test(message));
        }
        return all.stream().allMatch(term -> term.test(message))
                && none.stream().noneMatch(term -> term.test(message));
    }
}
