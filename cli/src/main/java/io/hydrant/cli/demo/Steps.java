package io.hydrant.cli.demo;

import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.terminal.CommandFailed;

import java.util.List;
import java.util.function.Supplier;

/// The steps of the demo, so that a failure says which it was, what should have been, and where to
/// look.
final class Steps {
    private final Supplier<List<String>> lastLogLines;
    private final String data;

    /// @param data the folder of the server, as a shell takes it
    /// @param lastLogLines what the function logged last; asked after a failure
    Steps(String data, Supplier<List<String>> lastLogLines) {
        this.data = data;
        this.lastLogLines = lastLogLines;
    }

    /// One thing that the demo does.
    ///
    /// @param name what is done, such as `create the table`
    /// @param expected what should come of it
    record Step(String name, String expected) {}

    void run(Step step, Runnable work) {
        get(
                step,
                () -> {
                    work.run();
                    return step;
                });
    }

    <T> T get(Step step, Supplier<T> work) {
        try {
            return work.get();
        } catch (CommandFailed | WireFailure e) {
            throw new CommandFailed(explained(step, e), e);
        }
    }

    private String explained(Step step, RuntimeException failure) {
        StringBuilder text = new StringBuilder();
        text.append("the demo failed at the step: ").append(step.name());
        text.append("\n  found     ").append(failure.getMessage());
        text.append("\n  expected  ").append(step.expected());
        text.append("\n  look at   ./hydrant start --data ").append(data);
        text.append("\n            ./hydrant logs ").append(Pipeline.FUNCTION_LOGS);
        text.append("\n            ./hydrant logs ").append(Pipeline.DELIVERY_LOGS);
        text.append(
                        "\n"
                                + "            aws --endpoint-url http://127.0.0.1:4566 s3 ls"
                                + " --recursive s3://")
                .append(Pipeline.BUCKET)
                .append('/')
                .append(Pipeline.ERRORS);
        List<String> lines = lastLogLines.get();
        if (!lines.isEmpty()) {
            text.append("\n  the function's last lines");
            lines.forEach(line -> text.append("\n            ").append(line));
        }
        return text.toString();
    }
}
