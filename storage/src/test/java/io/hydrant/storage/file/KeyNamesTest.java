package io.hydrant.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.storage.object.ObjectStoreException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class KeyNamesTest {
    @ParameterizedTest
    @CsvSource({
        "year=2026/month=01/x-1.gz, year=2026/month=01/x-1.gz",
        "a, a",
        "a/, a/%-",
        "/a, %-/a",
        "a//b, a/%-/b",
        "., %2E",
        ".., %2E.",
        "../../etc/passwd, %2E./%2E./etc/passwd",
        "..., ...",
        ".hidden, .hidden",
        "100%, 100%25",
        "ü, %C3%BC",
        "a b+c:d, a b+c:d",
    })
    void writesKeysAsTheTableSays(String key, String path) {
        assertThat(String.join("/", KeyNames.of(key))).isEqualTo(path);
    }

    @Test
    void readsBackEveryKeyAndSharesNoPath() {
        Map<String, String> keysByPath = new HashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String key = RandomKeys.next(random);
            for (List<String> names : List.of(KeyNames.of(key), KeyNames.otherOf(key))) {
                String path = String.join("/", names);
                assertThat(keysByPath.putIfAbsent(path, key)).isIn(null, key);
                assertThat(decode(names)).isEqualTo(key);
            }
        }
    }

    @Test
    void neverLeavesTheBucket() {
        Path bucket = Path.of("/data/buckets/b");
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            List<String> names = KeyNames.of(RandomKeys.next(random));
            Path path = StoreFolders.resolve(bucket, names);
            assertThat(path.normalize().equals(path) && path.startsWith(bucket)).isTrue();
            assertThat(path.getNameCount()).isEqualTo(bucket.getNameCount() + names.size());
            assertThat(names).allMatch(name -> name.length() <= 255 && !name.isEmpty());
        }
    }

    @Test
    void refusesTextThatIsNoUnicode() {
        assertThatThrownBy(() -> KeyNames.of("a\ud800b")).isInstanceOf(ObjectStoreException.class);
    }

    @ParameterizedTest
    @CsvSource({"%", "%zz", "%41", "a%2e", "%25%", "%~", "'%+'", "ü", "100%.csv"})
    void readsNoKeyFromNamesItWouldNotWrite(String name) {
        assertThat(KeyNames.decode(name)).isEmpty();
    }

    private static String decode(List<String> names) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        StringBuilder chunks = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            KeyNames.Decoded decoded = KeyNames.decode(chunks + name).orElseThrow();
            if (decoded.kind() == KeyNames.Kind.CONTINUES) {
                chunks.append(name, 0, name.length() - 2);
                continue;
            }
            assertThat(chunks.isEmpty() || KeyNames.isChunked(chunks.toString(), name)).isTrue();
            chunks.setLength(0);
            key.writeBytes(decoded.segment());
            if (i < names.size() - 1) {
                key.write('/');
            }
        }
        return key.toString(StandardCharsets.UTF_8);
    }
}
