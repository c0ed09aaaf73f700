package io.hydrant.cli.demo.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

class LanguageChoiceTest {
    private static final Supplier<Optional<String>> ALL_THERE = Optional::empty;
    private static final Supplier<Optional<String>> NO_PYTHON =
            () -> Optional.of("there is no python3 on the PATH");

    @Test
    void takesPythonWhereItWorks() {
        assertThat(LanguageChoice.of(Optional.empty(), ALL_THERE))
                .isEqualTo(new LanguageChoice(FilterLanguage.PYTHON, "python3 and boto3 are here"));
    }

    @Test
    void takesJavaElseAndSaysWhy() {
        assertThat(LanguageChoice.of(Optional.empty(), NO_PYTHON))
                .isEqualTo(
                        new LanguageChoice(FilterLanguage.JAVA, "there is no python3 on the PATH"));
    }

    @Test
    void takesJavaWithoutLookingForPythonWhenAskedTo() {
        LanguageChoice choice =
                LanguageChoice.of(
                        Optional.of(FilterLanguage.JAVA),
                        () -> {
                            throw new AssertionError("nobody needs Python");
                        });

        assertThat(choice).isEqualTo(new LanguageChoice(FilterLanguage.JAVA, "--function says"));
    }

    @Test
    void takesPythonWhenAskedToAndFailsWhereItDoesNotWork() {
        assertThat(LanguageChoice.of(Optional.of(FilterLanguage.PYTHON), ALL_THERE).language())
                .isEqualTo(FilterLanguage.PYTHON);
        assertThatThrownBy(() -> LanguageChoice.of(Optional.of(FilterLanguage.PYTHON), NO_PYTHON))
                .hasMessage(
                        "--function python does not work here: there is no python3 on the PATH;"
                                + " --function java needs no more than the JDK");
    }

    @Test
    void tellsWhatPythonLacks() {
        assertThat(Python.lacking(Map.of("HYDRANT_FUNCTIONS_PYTHON", "/nowhere/python3")))
                .contains("HYDRANT_FUNCTIONS_PYTHON names /nowhere/python3, which cannot be run");
        assertThat(
                        Python.problem(
                                "python3",
                                "Traceback\nModuleNotFoundError: No module named 'boto3'"))
                .isEqualTo(
                        "python3 has no boto3 (`apt install python3-boto3` or `python3 -m pip"
                                + " install boto3`)");
        assertThat(Python.problem("python3", "it is Python 2.7, and must be 3.7 or newer"))
                .isEqualTo(
                        "python3 does not import boto3: it is Python 2.7, and must be 3.7 or"
                                + " newer");
        assertThat(Python.problem("python3", ""))
                .isEqualTo("python3 does not import boto3: it says nothing");
    }
}
