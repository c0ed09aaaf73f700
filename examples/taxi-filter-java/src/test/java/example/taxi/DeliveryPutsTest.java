package example.taxi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.exception.SdkClientException;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class DeliveryPutsTest {
    private static final String SLOW = "ServiceUnavailableException";

    private final FakeFirehose firehose = new FakeFirehose();
    private final List<Long> waits = new ArrayList<>();
    private int leftMillis = 60_000;
    private double chance = 1;

    private Map<Integer, String> put(List<byte[]> records, int seed, int retries) {
        Backoff.Waiting waiting =
                new Backoff.Waiting(
                        millis -> {
                            waits.add(millis);
                            leftMillis -= (int) millis;
                        },
                        () -> chance);
        return new DeliveryPuts(firehose, "s", line -> {})
                .putAll(records, new Backoff(seed, retries, () -> leftMillis, waiting));
    }

    private static List<byte[]> records(String... texts) {
        return Stream.of(texts).map(each -> each.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Test
    void aRequestHoldsAtMost500Records() {
        assertThat(put(Collections.nCopies(1_001, new byte[1]), 35, 3)).isEmpty();
        assertThat(firehose.requests).extracting(List::size).containsExactly(500, 500, 1);
    }

    @Test
    void aRequestHoldsAtMost4Mebibytes() {
        byte[] large = new byte[DeliveryPuts.RECORD_BYTES_MAX];
        assertThat(put(Collections.nCopies(9, large), 35, 3)).isEmpty();
        assertThat(firehose.requests).extracting(List::size).containsExactly(4, 4, 1);
    }

    @Test
    void noRecordsMakeNoRequest() {
        assertThat(put(List.of(), 35, 3)).isEmpty();
        assertThat(firehose.requests).isEmpty();
    }

    @Test
    void onlyEntriesThatFailedArePutAgainWhateverTheirCode() {
        firehose.thenRefuse(SLOW, 1, 3).thenRefuse("InternalFailure", 1);
        assertThat(put(records("a", "b", "c", "d"), 35, 3)).isEmpty();
        assertThat(firehose.requests)
                .containsExactly(List.of("a", "b", "c", "d"), List.of("b", "d"), List.of("d"));
    }

    @Test
    void failedEntriesOfSeveralRequestsShareTheNextOne() {
        firehose.thenRefuse(SLOW, 499).thenRefuse(SLOW, 0);
        put(
                records(IntStream.range(0, 1_000).mapToObj("%d"::formatted).toArray(String[]::new)),
                35,
                3);
        assertThat(firehose.requests.get(2)).containsExactly("499", "500");
        assertThat(waits).containsExactly(70L);
    }

    @Test
    void waitsGrowByTheSeedAndHalfOfEachIsLeftToChance() {
        firehose.thenThrow(FakeFirehose.failure(400, "ThrottlingException"));
        firehose.thenThrow(FakeFirehose.failure(503, SLOW));
        put(records("a"), 10, 3);
        chance = 0;
        firehose.thenRefuse(SLOW, 0);
        put(records("a"), 10, 3);
        assertThat(waits).containsExactly(20L, 200L, 10L);
    }

    @Test
    void noWaitIsLongerThanTheFunctionStillHas() {
        leftMillis = 10_000;
        firehose.thenRefuse(SLOW, 0).thenRefuse(SLOW, 0).thenRefuse(SLOW, 0).thenRefuse(SLOW, 0);
        assertThat(put(records("a"), 35, 3)).containsOnly(Map.entry(0, SLOW + ": no"));
        assertThat(waits).containsExactly(70L, 2_450L, 10_000L - 70 - 2_450 - Backoff.PUT_MILLIS);
    }

    @Test
    void doesNotTryAgainWithoutTime() {
        leftMillis = Backoff.PUT_MILLIS;
        firehose.thenRefuse(SLOW, 0);
        assertThat(put(records("a"), 35, 3)).containsOnlyKeys(0);
        assertThat(firehose.requests).hasSize(1);
    }

    @Test
    void brokenConnectionsPass() {
        firehose.thenThrow(
                SdkClientException.builder().cause(new ConnectException("refused")).build());
        assertThat(put(records("a"), 35, 3)).isEmpty();
        assertThat(firehose.taken).containsExactly("a");
    }

    @Test
    void whatNeverWillBeTakenIsNotTriedAgain() {
        firehose.thenThrow(FakeFirehose.failure(400, "ResourceNotFoundException"));
        Map<Integer, String> refused = put(Collections.nCopies(501, new byte[1]), 35, 3);
        assertThat(refused).hasSize(500);
        assertThat(refused.get(0)).contains("ResourceNotFoundException: said so");
        assertThat(firehose.requests).hasSize(2);
        assertThat(waits).isEmpty();
    }
}
