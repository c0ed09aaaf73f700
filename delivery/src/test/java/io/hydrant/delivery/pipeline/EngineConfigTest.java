package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.InvalidArgument;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class EngineConfigTest {
    private static final long MIB = 1 << 20;

    @Test
    void conversionsShareTheirMemoryWithWhatTheyReadAndWrite() {
        EngineConfig config = new EngineConfig(Optional.empty(), 16, 4, 512 * MIB, 1, 500);
        assertThat(config.rowGroupBytesMax()).isEqualTo(64 * MIB);
        assertThat(config.idleConverterBytesMax()).isEqualTo(32 * MIB);
    }

    @Test
    void defaultsGiveConversionsAQuarterOfTheHeap() {
        long heapBytes = Runtime.getRuntime().maxMemory();
        assertThat(EngineConfig.DEFAULTS.conversionBytesMax()).isEqualTo(heapBytes / 4);
        assertThat(EngineConfig.DEFAULTS.conversionsMax()).isBetween(2, 16);
    }

    @Test
    void refusesMoreConversionsThanTheirMemoryIsGoodFor() {
        assertThatThrownBy(() -> new EngineConfig(Optional.empty(), 16, 8, 7 * MIB, 1, 500))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("conversionBytesMax must be at least 8 MiB but was 7340032 bytes");
        assertThatThrownBy(() -> new EngineConfig(Optional.empty(), 16, 0, 7 * MIB, 1, 500))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("conversionsMax must be 1-256 but was 0");
    }
}
