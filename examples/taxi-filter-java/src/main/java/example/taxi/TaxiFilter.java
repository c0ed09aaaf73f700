package example.taxi;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Handler of the function: `example.taxi.TaxiFilter`.
///
/// Environment: `delivery_stream_name`, where trips go; `exponential_backoff_seed`, retry n waits
/// up to 2 * seed ^ n milliseconds (35); `number_of_retries`, how often records that were not taken
/// are put again (3).
///
/// Fails when records were not taken after that: the event source mapping then brings the whole
/// batch again, so trips may arrive twice and none is lost.
public final class TaxiFilter implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final FirehoseClient firehose;
    private final Map<String, String> environment;
    private final Backoff.Waiting waiting;

    public TaxiFilter() {
        // One call is one attempt: how often and when to try again is decided by the environment.
        this(
                FirehoseClient.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(Duration.ofSeconds(5))
                                        .socketTimeout(Duration.ofSeconds(30)))
                        .overrideConfiguration(
                                override ->
                                        override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                        .build(),
                System.getenv(),
                Backoff.Waiting.REAL);
    }

    TaxiFilter(FirehoseClient firehose, Map<String, String> environment, Backoff.Waiting waiting) {
        this.firehose = firehose;
        this.environment = environment;
        this.waiting = waiting;
    }

    /// @throws NotTaken when trips were not taken in the end
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        List<?> records = (List<?>) event.get("Records");
        List<byte[]> trips = new ArrayList<>();
        Map<String, Integer> spurious = new TreeMap<>();
        for (Object record : records) {
            Map<?, ?> kinesis = (Map<?, ?>) ((Map<?, ?>) record).get("kinesis");
            byte[] data = Base64.getDecoder().decode((String) kinesis.get("data"));
            Optional<String> reason = Trip.whySpurious(data);
            if (reason.isPresent()) {
                spurious.merge(reason.get(), 1, Integer::sum);
            } else {
                trips.add(data);
            }
        }
        if (!spurious.isEmpty()) {
            context.getLogger().log("Dropped records: " + spurious + "\n");
        }
        send(trips, context);
        return Map.of(
                "sent",
                trips.size(),
                "dropped",
                records.size() - trips.size(),
                "batchItemFailures",
                List.of());
    }

    private void send(List<byte[]> trips, Context context) {
        String stream = environment.get("delivery_stream_name");
        if (stream == null) {
            throw new IllegalStateException("delivery_stream_name is not set");
        }
        Backoff backoff =
                new Backoff(
                        setting("exponential_backoff_seed", 35),
                        setting("number_of_retries", 3),
                        context::getRemainingTimeInMillis,
                        waiting);
        DeliveryPuts puts = new DeliveryPuts(firehose, stream, context.getLogger()::log);
        Map<Integer, String> refused = puts.putAll(trips, backoff);
        if (!refused.isEmpty()) {
            throw new NotTaken(
                    "%d of %d trips were not taken by %s: %s"
                            .formatted(
                                    refused.size(),
                                    trips.size(),
                                    stream,
                                    refused.values().iterator().next()));
        }
        context.getLogger().log("Sent %d trips to %s\n".formatted(trips.size(), stream));
    }

    private int setting(String name, int otherwise) {
        return Integer.parseInt(environment.getOrDefault(name, Integer.toString(otherwise)));
    }
}
