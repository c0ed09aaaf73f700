package io.hydrant.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.launcher.Checkout.Run;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The launcher is a bash script: it is run as it is, with a build and JDKs made for the test.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private Checkout checkout;

    @BeforeEach
    void makeCheckout(@TempDir Path folder) throws IOException {
        checkout = Checkout.in(folder);
    }

    @Test
    void givesItsPlaceToJavaWithAllArgumentsAsTheyAre() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25.0.3").toString());

        Run run = checkout.run("status", "a b", "--json");

        assertThat(run.out())
                .startsWith(Long.toString(run.pid()))
                .contains("--enable-native-access=ALL-UNNAMED");
        assertThat(run.out()).endsWith("io.hydrant.cli.Main", "status", "a b", "--json");
        assertThat(run.exitCode()).isEqualTo(7);
    }

    @Test
    void takesMoreJvmOptionsAfterItsOwn() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "26").toString());
        checkout.with("HYDRANT_JAVA_OPTIONS", "-Xmx2g -Dx=y");

        assertThat(checkout.run("start").out())
                .containsSubsequence("-Xmx512m", "-Xmx2g", "-Dx=y", "-cp");
    }

    @Test
    void keepsItsOwnVariablesFromTheServer() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        checkout.with("HYDRANT_JAVA_OPTIONS", "-Xmx2g").with("HYDRANT_REGION", "eu-central-1");

        assertThat(checkout.run("start").out())
                .contains("HYDRANT_REGION=eu-central-1")
                .noneMatch(line -> line.matches("HYDRANT_(JAVA_OPTIONS|AOT|JDK_FOLDERS)=.*"));
    }

    @Test
    void putsTheJarsOnTheClassPathInAFixedOrder() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        String lib = checkout.root() + "/cli/target/hydrant/lib/";

        assertThat(checkout.run("start").out()).contains(lib + "a.jar:" + lib + "b.jar");
    }

    @Test
    void buildsOnceAndAgainOnlyWhenASourceIsNewer() throws Exception {
        Path jdk = checkout.jdk("jdk", "25");
        checkout.with("JAVA_HOME", jdk.toString());

        Run first = checkout.run("start");
        checkout.run("start");
        assertThat(checkout.lines("builds"))
                .containsExactly(jdk + " -B -Dquick -pl cli -am package");
        assertThat(first.err()).startsWith("Building Hydrant");

        checkout.edited("cli/src/main/java/Main.java");
        checkout.run("start");
        assertThat(checkout.lines("builds")).hasSize(2);
    }

    @Test
    void buildsAgainWhenAFunctionOfTheExamplesIsNewer() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        checkout.old("examples/filter-python/lambda_function.py", "");
        checkout.run("start");

        checkout.edited("examples/filter-python/lambda_function.py");
        checkout.run("start");

        assertThat(checkout.lines("builds")).hasSize(2);
    }

    @Test
    void saysWhyTheBuildFailedAndTriesAgainNextTime() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        checkout.write("build-outcome", "1");

        Run run = checkout.run("start");

        assertThat(run.err()).contains("[ERROR] it does not compile", "hydrant: the build failed");
        assertThat(run.exitCode()).isEqualTo(1);
        Files.delete(checkout.root().resolve("build-outcome"));
        assertThat(checkout.run("start").exitCode()).isEqualTo(7);
    }

    @Test
    void worksThroughSymbolicLinksFromAnyFolder() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        Path first = checkout.root().resolveSibling("first");
        Path second = checkout.root().resolveSibling("second");
        Files.createSymbolicLink(first, Path.of("check out", "hydrant"));
        Files.createSymbolicLink(second, first);

        assertThat(checkout.run(second, "start").exitCode()).isEqualTo(7);
    }

    @Test
    void passesByAnOldJavaHomeForANewerJdkInTheUsualFolders() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("old", "21.0.1").toString());
        Path found = checkout.jdk("folders/jdk-25", "25.0.1");
        checkout.with("HYDRANT_JDK_FOLDERS", checkout.root() + "/none:" + found.getParent());

        assertThat(checkout.run("--which-java").out()).containsExactly(found + "/bin/java");
    }

    @Test
    void findsTheJdkOnThePathBehindALink() throws Exception {
        Path jdk = checkout.jdk("jdk", "25").toRealPath();
        Path link = Files.createDirectory(checkout.root().resolve("bin")).resolve("java");
        Files.createSymbolicLink(link, jdk.resolve("bin/java"));
        checkout.with("PATH", link.getParent() + ":/usr/bin:/bin");

        assertThat(checkout.run("--which-java").out()).containsExactly(jdk + "/bin/java");
    }

    @Test
    void saysInOneSentenceHowToGetAJdk() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("old", "17.0.15").toString());

        Run run = checkout.run("start");

        assertThat(run.err())
                .startsWith("hydrant: no JDK 25 or newer was found")
                .contains("adoptium.net");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(checkout.lines("builds")).isEmpty();
    }

    @Test
    void trainsTheStartUpCacheOnceAndUsesIt() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString())
                .with("HYDRANT_AOT", "wait");

        assertThat(checkout.run("start").out()).anyMatch(line -> line.startsWith("-XX:AOTCache="));
        assertThat(checkout.run("start").out()).anyMatch(line -> line.startsWith("-XX:AOTCache="));
        assertThat(checkout.lines("trainings")).hasSize(1);
    }

    @Test
    void trainsAnewForAnotherJdk() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString())
                .with("HYDRANT_AOT", "wait");
        checkout.run("start");
        checkout.with("JAVA_HOME", checkout.jdk("newer", "26").toString());
        checkout.run("start");

        assertThat(checkout.lines("trainings")).hasSize(2);
    }

    @Test
    void startsWithoutACacheWhenTheTrainingFailsAndTrainsOnlyOnce() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString())
                .with("HYDRANT_AOT", "wait");
        checkout.write("no-training", "");

        Run run = checkout.run("start");

        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.out()).noneMatch(line -> line.startsWith("-XX:AOTCache="));
        checkout.run("start");
        assertThat(checkout.lines("trainings")).hasSize(1);
    }

    @Test
    void doesNotTrainForShortCommands() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString())
                .with("HYDRANT_AOT", "wait");

        checkout.run("status", "trips");

        assertThat(checkout.lines("trainings")).isEmpty();
    }
}
