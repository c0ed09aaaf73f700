package io.hydrant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Names say what a thing is in the words of the domain.
class NamesTest {
    /// A class that would end so has not found its idea yet.
    private static final Pattern VAGUE_CLASS =
            Pattern.compile(
                    ".*(Manager|Utils?|Helpers?|Impl|Service|Controller|Dto|Common|Misc)"
                            + "|Abstract[A-Z].*|I[A-Z][a-z].*");

    /// Packages are nouns and stages of the domain, never technical layers.
    private static final Set<String> LAYER_PACKAGES =
            Set.of(
                    "controller",
                    "service",
                    "impl",
                    "dto",
                    "model",
                    "util",
                    "utils",
                    "common",
                    "helper",
                    "misc");

    /// Full class names that may break the rule, each with its reason in a comment beside it.
    private static final Set<String> EXCEPTIONS =
            Set.of(
                    // AWS's own word for what has a signing name and operations
                    "io.hydrant.wire.json.JsonService", "io.hydrant.wire.rest.RestService");

    private static final List<JavaClass> CLASSES =
            ProjectClasses.all().stream().filter(type -> !type.isAnonymousClass()).toList();

    @Test
    void noClassHasAVagueName() {
        Set<String> vague = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (VAGUE_CLASS.matcher(type.getSimpleName()).matches()) {
                vague.add(type.getName());
            }
        }
        vague.removeAll(EXCEPTIONS);
        assertThat(vague).isEmpty();
    }

    @Test
    void noPackageIsATechnicalLayer() {
        Set<String> layers = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (String part : type.getPackageName().split("\\.")) {
                if (LAYER_PACKAGES.contains(part)) {
                    layers.add(type.getPackageName());
                }
            }
        }
        assertThat(layers).isEmpty();
    }
}
