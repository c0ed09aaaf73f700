package example.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class IdentityTest {
    @Test
    void recordsAreAnsweredAsTheyCame() {
        Map<String, Object> record =
                Map.of("recordId", "1", "approximateArrivalTimestamp", 5, "data", "e30=");
        assertThat(new Identity().handle(Map.of("invocationId", "i", "records", List.of(record))))
                .isEqualTo(
                        Map.of(
                                "records",
                                List.of(Map.of("recordId", "1", "result", "Ok", "data", "e30="))));
    }

    @Test
    void anyOtherEventIsItsOwnAnswer() {
        assertThat(new Identity().handle(Map.of("a", 1))).isEqualTo(Map.of("a", 1));
    }
}
