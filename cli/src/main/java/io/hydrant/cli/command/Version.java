package io.hydrant.cli.command;

import picocli.CommandLine.IVersionProvider;

import java.util.Optional;

/// What `--version` prints: the jar knows its own version.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Optional<String> version =
                Optional.ofNullable(getClass().getPackage().getImplementationVersion());
        return new String[] {
            "hydrant " + version.orElse("(from class files)"), "java " + Runtime.version()
        };
    }
}
