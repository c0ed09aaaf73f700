package io.hydrant.functions.runtime.process;

import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What all environments stand on: bootstraps on the disk, and what this machine can do. It is laid
/// when the first function runs, so that a server starts without it, and again when the bootstraps
/// are gone. Safe for any thread.
final class Groundwork {
    private static final Logger LOG = LoggerFactory.getLogger(Groundwork.class);

    private final RunnerSettings settings;
    private final Programs programs;

    /// Held while programs are tried and files are written, once.
    private final ReentrantLock turn = new ReentrantLock();

    private Optional<Machine> machine = Optional.empty();
    private Optional<Laid> laid = Optional.empty();

    /// What this machine can do.
    ///
    /// @param mkfifo the program that makes named pipes
    private record Machine(Confinement confinement, Path mkfifo) {}

    /// @param bootstraps the folder that they were written to
    /// @param trusting whether [Authorities] are there too
    record Laid(Confinement confinement, Path mkfifo, Path bootstraps, boolean trusting) {}

    Groundwork(RunnerSettings settings, Programs programs) {
        this.settings = settings;
        this.programs = programs;
    }

    /// Where folders of environments are.
    Path environments() {
        return settings.folder().resolve("environments");
    }

    /// @throws IOException when something is missing here, by name
    void requireMachine() throws IOException {
        turn.lock();
        try {
            machine();
        } finally {
            turn.unlock();
        }
    }

    /// Waits until the server answers, if it speaks TLS.
    ///
    /// @throws IOException when something is missing here, by name
    Laid laid() throws IOException {
        Optional<Path> certificate = settings.surroundings().certificate().get();
        turn.lock();
        try {
            if (laid.isEmpty() || !Bootstraps.areIn(bootstraps())) {
                machine = machine.filter(_ -> Bootstraps.areIn(bootstraps()));
                Machine able = machine();
                if (certificate.isPresent()) {
                    Authorities.writeTo(bootstraps(), certificate.get());
                }
                laid =
                        Optional.of(
                                new Laid(
                                        able.confinement(),
                                        able.mkfifo(),
                                        bootstraps(),
                                        certificate.isPresent()));
            }
            return laid.get();
        } finally {
            turn.unlock();
        }
    }

    private Path bootstraps() {
        return settings.folder().resolve("bootstraps");
    }

    private Machine machine() throws IOException {
        if (machine.isEmpty()) {
            Path mkfifo =
                    programs.find("mkfifo")
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    "mkfifo, of coreutils, is not installed"
                                                            + " here"));
            Bootstraps.writeTo(bootstraps());
            machine = Optional.of(new Machine(confinement(), mkfifo));
        }
        return machine.get();
    }

    private Confinement confinement() throws IOException {
        if (settings.isolation() == Isolation.PROCESS_GROUPS) {
            return Confinement.ofProcessGroup(programs);
        }
        Confinement found =
                Confinement.probe(programs, settings.hidden(), bootstraps(), environments());
        if (settings.isolation() == Isolation.REQUIRED && !found.hasNamespaces()) {
            throw new IOException(
                    "functions must run in namespaces, which this machine does not allow: they need"
                            + " unshare and setpriv of util-linux, and user namespaces");
        }
        LOG.info(
                "Functions run {}",
                found.hasNamespaces()
                        ? "in namespaces of their own"
                        : "without namespaces: they see the files of this machine");
        return found;
    }
}
