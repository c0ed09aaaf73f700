package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Output;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

import java.util.List;

/// A call of a function that decides itself how its arguments are evaluated.
///
/// @param in what stands before the function
/// @param path of `in`; nothing where paths are not asked for
/// @param output takes what the function gives
record Call(Scope scope, List<Expression> args, JsonNode in, Path path, PathOutput output) {
    /// Such a function.
    @FunctionalInterface
    interface Control {
        void answer(Call call) throws JsonQueryException;
    }

    /// As jackson-jq knows functions.
    static Function of(Control control) {
        return (scope, args, in, path, output, _) ->
                control.answer(new Call(scope, args, in, path, output));
    }

    /// Each value that the first argument has for the input, one after the other.
    void eachFirst(Output then) throws JsonQueryException {
        args.getFirst().apply(scope, in, then);
    }

    /// Each value of argument `index`.
    void each(int index, Output then) throws JsonQueryException {
        args.get(index).apply(scope, in, then);
    }

    /// What the last argument gives for the input is what the function gives, with its paths.
    void answerLast() throws JsonQueryException {
        args.getLast().apply(scope, in, path, output, false);
    }

    /// The same arguments before another input, given to somebody else.
    Call with(JsonNode otherIn, Path otherPath, PathOutput otherOutput) {
        return new Call(scope, args, otherIn, otherPath, otherOutput);
    }

    /// Gives a value that has no path.
    void give(JsonNode value) throws JsonQueryException {
        output.emit(value, (Path) null);
    }
}
