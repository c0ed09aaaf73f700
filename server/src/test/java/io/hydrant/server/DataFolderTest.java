package io.hydrant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class DataFolderTest {
    @TempDir Path folder;

    /// Another process: opens the folder, tells so, and keeps it until its input ends.
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (DataFolder held = DataFolder.open(Path.of(arguments[0]))) {
                System.out.println("holding " + held.root());
                System.in.read();
            }
        }
    }

    @Test
    void createsAFolderForItsOwnerOnly() throws IOException {
        Path root = folder.resolve("a/b");
        try (DataFolder opened = DataFolder.open(root)) {
            assertThat(opened.root()).isEqualTo(root.toRealPath());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void isRefusedWhileThisProcessHasItAndAfterwardsNot() {
        DataFolder first = DataFolder.open(folder);
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(DataFolder.Unusable.class)
                .hasMessageContaining("in use by this process");
        assertThatThrownBy(() -> DataFolder.open(folder)).isInstanceOf(DataFolder.Unusable.class);
        first.close();
        DataFolder.open(folder).close();
    }

    @Test
    void namesTheProcessThatHasIt() throws Exception {
        Process other =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                folder.toString())
                        .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).startsWith("holding");
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(DataFolder.Unusable.class)
                    .hasMessage(
                            "The data folder "
                                    + folder
                                    + " is in use by process "
                                    + other.pid()
                                    + "; stop it or choose another folder with --data.");
            other.destroyForcibly().waitFor();
            DataFolder.open(folder).close();
        }
    }

    @Test
    void saysWhenItIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(DataFolder.Unusable.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("below")))
                .isInstanceOf(DataFolder.Unusable.class)
                .hasMessageContaining("cannot be used");
    }
}
