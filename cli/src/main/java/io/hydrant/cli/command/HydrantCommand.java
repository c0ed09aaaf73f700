package io.hydrant.cli.command;

import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.convert.EngineFormats;
import io.hydrant.cli.convert.RowFormats;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.kernel.error.HydrantException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.util.Objects;

/// The command itself: help, version, and how failures look.
@Command(
        name = "hydrant",
        description =
                "Takes Kinesis and Firehose records, keeps them, and delivers each exactly once to"
                        + " S3.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; one sentence says why",
            "2:wrong usage",
            "130, 143:stopped by a signal"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant demo                          see it work, with real data",
            "  hydrant start --data ~/hydrant        run until stopped",
            "  hydrant help start                    all options of a command"
        })
public final class HydrantCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Spec private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure.")
    private boolean debug;

    private HydrantCommand() {}

    /// The whole command line, ready to execute.
    public static CommandLine commandLine(Surroundings surroundings) {
        return commandLine(surroundings, new EngineFormats());
    }

    /// As [#commandLine(Surroundings)], with other readers and writers of columnar files.
    static CommandLine commandLine(Surroundings surroundings, RowFormats formats) {
        HydrantCommand root = new HydrantCommand();
        CommandLine commands =
                new CommandLine(root)
                        .addSubcommand(new StartCommand(surroundings))
                        .addSubcommand(new DemoCommand(surroundings))
                        .addSubcommand(new ReplayCommand(surroundings))
                        .addSubcommand(new GenerateCommand(surroundings))
                        .addSubcommand(new ConvertCommand(surroundings, formats))
                        .addSubcommand(new QueryCommand(surroundings))
                        .addSubcommand(new FlushCommand(surroundings))
                        .addSubcommand(new StatusCommand(surroundings))
                        .addSubcommand(new ExplainCommand(surroundings))
                        .addSubcommand(new LogsCommand(surroundings))
                        .addSubcommand(new TailCommand(surroundings))
                        .addSubcommand(new BenchCommand(surroundings))
                        .addSubcommand(new TrainCommand(surroundings))
                        .addSubcommand(new CommandLine.HelpCommand());
        commands.setOut(surroundings.terminal().out());
        commands.setErr(surroundings.terminal().err());
        commands.setColorScheme(
                CommandLine.Help.defaultColorScheme(
                        surroundings.terminal().colored()
                                ? CommandLine.Help.Ansi.ON
                                : CommandLine.Help.Ansi.OFF));
        commands.setUsageHelpAutoWidth(true);
        commands.setParameterExceptionHandler(HydrantCommand::explainUsage);
        commands.setExecutionExceptionHandler(
                (failure, command, _) -> root.explainFailure(failure, command));
        return commands;
    }

    /// Without a command there is nothing to do but to say what there is.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int explainUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("hydrant: " + lowerFirst(sentence(failure)));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
            command.getErr().println("Try `" + name + " --help`.");
        }
        command.getErr().flush();
        return USAGE;
    }

    private int explainFailure(Exception failure, CommandLine command) {
        boolean expected =
                failure instanceof CommandFailed
                        || failure instanceof WireFailure
                        || failure instanceof HydrantException;
        String said =
                expected
                        ? sentence(failure)
                        : failure.getClass().getSimpleName() + ": " + sentence(failure);
        command.getErr().println("hydrant: " + said);
        if (debug) {
            failure.printStackTrace(command.getErr());
        } else if (!expected) {
            command.getErr().println("This is a bug of Hydrant; --debug shows where it happened.");
        }
        command.getErr().flush();
        return FAILED;
    }

    private static String sentence(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "no reason given").strip();
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
