package io.hydrant.functions.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.functions.Functions;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.testkit.RecordedTelemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

class RemoteScopeTest {
    private static final String START = "arn:aws:lambda:eu-west-1:111122223333:function:";

    @ParameterizedTest
    @CsvSource({
        "a,            a,          true",
        "a,            a:7,        true",
        "a,            a:$LATEST,  true",
        "a,            b,          false",
        "a:prod,       a:prod,     true",
        "a:prod,       a:test,     false",
        "a:prod,       a,          false",
        "a:$LATEST,    a,          true",
        "a:$LATEST,    a:1,        false",
        "*,            a,          true",
        "*,            a:prod,     true",
    })
    void coversWhatItNames(String scope, String function, boolean covered) {
        assertThat(RemoteScope.of(START + scope).covers(Functions.reference(START + function)))
                .isEqualTo(covered);
    }

    @Test
    void coversItsAccountAndRegionAlone() {
        RemoteScope all = RemoteScope.of(START + "*");
        for (String other : List.of("eu-west-2:111122223333", "eu-west-1:000000000000")) {
            String arn = "arn:aws:lambda:" + other + ":function:a";
            assertThat(all.covers(Functions.reference(arn))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "decode",
                "111122223333:function:decode",
                "arn:aws:lambda:eu-west-1:111122223333:function",
                "arn:aws:lambda:eu-west-1:111122223333:function:",
                "arn:aws:lambda:eu-west-1:111122223333:function:a:",
                "arn:aws:lambda:eu-west-1:111122223333:function:a:b:c",
                "arn:aws:lambda:eu-west-1:111122223333:function:*:prod",
                "arn:aws:lambda:eu-west-1:111122223333:function:a*",
                "arn:aws:lambda:eu-west-1:*:function:a",
                "arn:aws:lambda:*:111122223333:function:a",
                "arn:aws:lambda:cn-north-1:111122223333:function:a",
                "arn:aws:kinesis:eu-west-1:111122223333:stream/a",
                "arn:aws:lambda:eu-west-1:111122223333:layer:a",
            })
    void refusesWhatIsNoFunction(String arn) {
        assertThatThrownBy(() -> RemoteScope.of(arn)).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void theMostPreciseMappingWins() {
        List<RemoteMapping> mappings =
                Stream.of("*", "a", "a:prod")
                        .map(
                                scope ->
                                        new RemoteMapping(
                                                RemoteScope.of(START + scope),
                                                new RemotePlace.Emulator(URI.create("http://h")),
                                                1,
                                                Duration.ofSeconds(1)))
                        .toList();
        try (RemoteFunctions remote = RemoteFunctions.open(mappings, new RecordedTelemetry())) {
            for (String[] pair :
                    List.of(
                            new String[] {"a:prod", "a:prod"},
                            new String[] {"a:test", "a"},
                            new String[] {"a", "a"},
                            new String[] {"b:prod", "*"})) {
                assertThat(remote.covering(Functions.reference(START + pair[0])))
                        .hasValueSatisfying(
                                scope -> assertThat(scope).hasToString(START + pair[1]));
            }
        }
    }
}
