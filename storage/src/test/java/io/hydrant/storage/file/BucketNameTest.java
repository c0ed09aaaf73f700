package io.hydrant.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BucketNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"foo", "foo-bar", "foo.bar", "1.foo", "foo--bar"})
    void acceptsHostNames(String name) {
        assertThat(BucketName.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fo", "foo.-bar", "foo-.bar", "foo..bar", "-foo", "foo.", "1.2.3.4"})
    void refusesWhatIsNoHostName(String name) {
        assertThat(BucketName.isValid(name)).isFalse();
    }
}
