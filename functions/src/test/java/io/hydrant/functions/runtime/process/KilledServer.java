package io.hydrant.functions.runtime.process;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;
import io.hydrant.kernel.telemetry.Telemetry;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;

/// A process with a runner whose function never ends: to be killed.
final class KilledServer {
    private KilledServer() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        RunnerSettings settings =
                FunctionBench.settings(
                        folder, FunctionBench.LIMITS, Isolation.valueOf(arguments[1]));
        PrintStream out = System.out;
        try (FunctionBench bench = FunctionBench.in(folder);
                ProcessRunner runner =
                        ProcessRunner.open(
                                InstantSource.system(),
                                Telemetry.NONE,
                                (_, _, _, line) -> out.println(line),
                                settings)) {
            FunctionVersion function =
                    bench.python(
                            """
                            import subprocess, time
                            def handler(event, context):
                                # who prints has its arguments
                                sleep = 'echo asleep; sleep 98762; :'
                                subprocess.Popen(['sh', '-c', sleep, '98762'])
                                time.sleep(98762)
                            """);
            runner.run(FunctionBench.invocation(function, "{}"));
        }
    }
}
