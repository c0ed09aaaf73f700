package example.taxi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class TaxiFilterTest {
    private static final String TRIP =
            """
            {"type":"trip","trip_id":7,"pickup_longitude":-73.98,"pickup_latitude":40.75,\
            "dropoff_longitude":-74,"dropoff_latitude":40.7,"tolls":[1,{"x":0}]}
            """;
    private static final String SLOW = "ServiceUnavailableException";

    private final FakeFirehose firehose = new FakeFirehose();
    private final StringBuilder log = new StringBuilder();

    private Map<String, Object> handle(String... payloads) {
        Map<String, String> environment =
                Map.of("delivery_stream_name", "nyc-taxi-trips", "number_of_retries", "2");
        Backoff.Waiting waiting = new Backoff.Waiting(millis -> {}, () -> 0);
        return new TaxiFilter(firehose, environment, waiting)
                .handleRequest(event(payloads), new FakeContext());
    }

    private static Map<String, Object> event(String... payloads) {
        return Map.of(
                "Records",
                Stream.of(payloads)
                        .map(each -> each.getBytes(StandardCharsets.UTF_8))
                        .map(each -> Base64.getEncoder().encodeToString(each))
                        .map(each -> Map.of("kinesis", Map.of("data", each)))
                        .toList());
    }

    @Test
    void tripsAreSentToTheByteAndInOrder() {
        String other = TRIP.replace("7", "8");
        assertThat(handle(TRIP, other))
                .isEqualTo(Map.of("sent", 2, "dropped", 0, "batchItemFailures", List.of()));
        assertThat(firehose.taken).containsExactly(TRIP, other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "42",
                "null",
                "[]",
                "{}",
                "trip,1,2",
                "{\"watermark\":\"2016-01-01T01:35:02.000Z\",\"type\":\"watermark\"}"
            })
    void whatIsNoTripIsDropped(String spurious) {
        assertThat(handle(spurious)).containsEntry("dropped", 1);
        assertThat(firehose.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"pickup_latitude\":0",
                "\"pickup_latitude\":-0.0",
                "\"pickup_latitude\":null",
                "\"pickup_latitude\":\"40.75\"",
                "\"pickup_latitude\":true",
                "\"pickup_latitude\":NaN",
                "\"latitude\":40.75",
                "\"pickup_latitude\":40.75,\"pickup_latitude\":0"
            })
    void aTripWithoutAPlaceIsDropped(String place) {
        handle(TRIP.replace("\"pickup_latitude\":40.75", place));
        assertThat(firehose.taken).isEmpty();
    }

    @Test
    void brokenAndOverlongRecordsAreDropped() {
        assertThat(
                        handle(
                                TRIP.substring(0, TRIP.length() - 3),
                                TRIP + TRIP,
                                TRIP + "x",
                                "[".repeat(100_000),
                                TRIP.replace("trip_id", "x".repeat(1_024_000))))
                .containsEntry("dropped", 5);
    }

    @Test
    void throttledTripsAreSentAgain() {
        firehose.thenRefuse(SLOW, 0).thenThrow(FakeFirehose.failure(503, SLOW));
        handle(TRIP, TRIP);
        assertThat(firehose.taken).containsExactly(TRIP, TRIP);
        assertThat(log.toString())
                .contains("1 of 2 records were not taken (" + SLOW + ": no); retry");
    }

    @Test
    void failsWhenTheRetriesAreUsedUp() {
        firehose.thenRefuse(SLOW, 0).thenRefuse(SLOW, 0).thenRefuse(SLOW, 0);
        assertThatThrownBy(() -> handle(TRIP, TRIP))
                .isInstanceOf(NotTaken.class)
                .hasMessage("1 of 2 trips were not taken by nyc-taxi-trips: " + SLOW + ": no");
    }

    /// Has a minute left.
    private final class FakeContext implements Context {
        @Override
        public int getRemainingTimeInMillis() {
            return 60_000;
        }

        @Override
        public LambdaLogger getLogger() {
            return new LambdaLogger() {
                @Override
                public void log(String message) {
                    log.append(message);
                }

                @Override
                public void log(byte[] message) {
                    log(new String(message, StandardCharsets.UTF_8));
                }
            };
        }

        @Override
        public String getAwsRequestId() {
            return "";
        }

        @Override
        public String getLogGroupName() {
            return "";
        }

        @Override
        public String getLogStreamName() {
            return "";
        }

        @Override
        public String getFunctionName() {
            return "";
        }

        @Override
        public String getFunctionVersion() {
            return "";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "";
        }

        @Override
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 128;
        }
    }
}
