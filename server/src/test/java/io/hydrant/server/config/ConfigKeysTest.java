package io.hydrant.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class ConfigKeysTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| (?:`([^`]*)`|-) \\| .+ \\|$", Pattern.MULTILINE);

    @Test
    void referenceListsEveryKeyWithItsDefault() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(reference()));
        while (row.find()) {
            documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        Map<String, String> known = new LinkedHashMap<>();
        ConfigKeys.ALL.forEach(key -> known.put(key.name(), key.defaultValue()));
        assertThat(documented).containsExactlyEntriesOf(known);
    }

    @Test
    void patternsMatchOneNameOfTheirOwn() {
        assertThat(ConfigKeys.isKnown("credentials.eu.access-key")).isTrue();
        assertThat(ConfigKeys.isKnown("s3.bucket.a.b-c.endpoint")).isTrue();
        assertThat(ConfigKeys.isKnown("credentials..access-key")).isFalse();
        assertThat(ConfigKeys.isKnown("credentials.NAME")).isFalse();
        assertThat(ConfigKeys.isKnown("http.portx")).isFalse();
    }

    private static Path reference() {
        Path here = Path.of("").toAbsolutePath();
        Path inRoot = here.resolve("docs/reference/configuration.md");
        return Files.exists(inRoot)
                ? inRoot
                : here.getParent().resolve("docs/reference/configuration.md");
    }
}
