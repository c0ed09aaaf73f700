package io.hydrant.functions.runtime.process;

import io.hydrant.functions.function.FunctionVersion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What keeps processes of functions apart from the server and from each other.
///
/// Always: a process group, a supervisor that ends it when the server goes, 1,024 open files, no
/// core dumps. With Linux' namespaces, where they are allowed: the code is at `/var/task` and
/// layers at `/opt`, read-only; `/tmp` is the environment's own; other processes, the hidden
/// folders and the secrets in the home folder are not there; the rest of the machine is read-only
/// as far as the kernel allows; all processes end with the first.
///
/// Not kept from functions: the network, this machine's ports included; the processor; space on the
/// disk; files that the server's user may read and that are not hidden.
final class Confinement {
    private static final List<String> SECRETS =
            List.of(".aws", ".ssh", ".gnupg", ".config", ".kube", ".docker");

    /// Folders of the machine that functions have others in place of.
    private static final List<Path> COVERED =
            List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/var/task"));

    private final Optional<Path> setsid;
    private final Optional<Path> unshare;
    private final List<Path> hidden;

    private Confinement(Optional<Path> setsid, Optional<Path> unshare, List<Path> hidden) {
        this.setsid = setsid;
        this.unshare = unshare;
        this.hidden = List.copyOf(hidden);
    }

    /// Without namespaces, whatever the machine can do.
    static Confinement ofProcessGroup(Programs programs) {
        return new Confinement(programs.find("setsid"), Optional.empty(), List.of());
    }

    /// As much as this machine allows: tries it once.
    ///
    /// @param hidden folders of the server that functions must not see
    /// @param runtime where the bootstraps are
    /// @param scratch a folder to try it in
    static Confinement probe(Programs programs, List<Path> hidden, Path runtime, Path scratch)
            throws IOException {
        Optional<Path> unshare = programs.find("unshare");
        if (unshare.isEmpty() || programs.find("setpriv").isEmpty()) {
            return ofProcessGroup(programs);
        }
        List<Path> concealed = new ArrayList<>(hidden);
        String home = System.getProperty("user.home", "");
        SECRETS.forEach(secret -> concealed.add(Path.of(home, secret)));
        Confinement tried = new Confinement(programs.find("setsid"), unshare, concealed);
        EnvironmentFolder folder = EnvironmentFolder.create(scratch);
        try {
            List<String> command =
                    tried.namespaces(folder, scratch, List.of(), runtime, List.of("true"));
            return Programs.output(command).isPresent() ? tried : ofProcessGroup(programs);
        } finally {
            folder.delete();
        }
    }

    boolean hasNamespaces() {
        return unshare.isPresent();
    }

    /// As much of this as lets a program run that is where namespaces would hide it.
    Confinement reaching(Path program) {
        boolean covered =
                Stream.concat(COVERED.stream(), hidden.stream()).anyMatch(program::startsWith);
        return hasNamespaces() && covered
                ? new Confinement(setsid, Optional.empty(), List.of())
                : this;
    }

    Places places(FunctionVersion function, Path runtime, EnvironmentFolder folder) {
        if (hasNamespaces()) {
            List<String> layers = function.layers().isEmpty() ? List.of() : List.of("/opt");
            return new Places("/var/task", layers, "/var/runtime", "/tmp");
        }
        return new Places(
                function.code().toString(),
                function.layers().reversed().stream().map(Path::toString).toList(),
                runtime.toString(),
                folder.temporary().toString());
    }

    /// The whole command of a process: what starts and watches it, what confines it, and its own.
    List<String> around(
            List<String> command,
            FunctionVersion function,
            Path runtime,
            EnvironmentFolder folder) {
        List<String> whole = new ArrayList<>();
        setsid.ifPresent(program -> whole.add(program.toString()));
        whole.addAll(List.of("/bin/sh", runtime.resolve(Bootstraps.SUPERVISE).toString()));
        whole.add(setsid.isPresent() ? "group" : "single");
        if (hasNamespaces()) {
            whole.addAll(namespaces(folder, function.code(), function.layers(), runtime, command));
        } else {
            whole.addAll(command);
        }
        return whole;
    }

    private List<String> namespaces(
            EnvironmentFolder folder,
            Path code,
            List<Path> layers,
            Path runtime,
            List<String> command) {
        List<String> whole = new ArrayList<>();
        unshare.ifPresent(program -> whole.add(program.toString()));
        whole.addAll(List.of("--user", "--map-root-user", "--mount", "--pid", "--ipc", "--fork"));
        whole.addAll(List.of("--kill-child", "/bin/sh"));
        whole.add(runtime.resolve(Bootstraps.CONFINE).toString());
        Stream.of(folder.root(), code, runtime, folder.temporary())
                .forEach(path -> whole.add(path.toString()));
        layers.forEach(layer -> whole.addAll(List.of("--layer", layer.toString())));
        hidden.stream()
                .filter(Files::isDirectory)
                .forEach(path -> whole.addAll(List.of("--hide", path.toString())));
        whole.add("--");
        whole.addAll(command);
        return whole;
    }
}
