package io.hydrant.cli.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import javax.net.ssl.SSLHandshakeException;

class PersistentPutTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Resending resending = new Resending(pauses::add, new Random(42), complaints::add);
    private final List<String> calls = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();

    @Test
    void sendsOnlyTheRefusedRecordsAgainAndKeepsTheirOrder() throws InterruptedException {
        PersistentPut put = put(answering("ok,busy,ok,busy", "busy,ok", "ok"));

        PersistentPut.Outcome outcome = put.put(records("a", "b", "c", "d"));

        assertThat(calls).containsExactly("abcd", "bd", "b");
        assertThat(taken).containsExactly("a", "c", "d", "b");
        assertThat(outcome.resentCount()).isEqualTo(2);
        assertThat(outcome.results())
                .extracting(PutAnswer.Result::shardId)
                .containsExactly("shard-of-a", "shard-of-b", "shard-of-c", "shard-of-d");
    }

    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException, 400",
        "ThrottlingException, 400",
        "LimitExceededException, 400",
        "ServiceUnavailableException, 503",
        "InternalFailure, 500",
        "HTTP502, 502",
        "HTTP429, 429",
    })
    void sendsTheWholeBatchAgainAfterAFailureThatPasses(String code, int status)
            throws InterruptedException {
        PersistentPut put = put(failing(3, new WireFailure(code, "later", status)));

        PersistentPut.Outcome outcome = put.put(records("a", "b"));

        assertThat(calls).containsExactly("ab", "ab", "ab", "ab");
        assertThat(taken).containsExactly("a", "b");
        assertThat(outcome.resentCount()).isEqualTo(2);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void sendsAgainWhenTheConnectionBreaks() throws InterruptedException {
        PersistentPut put =
                put(failing(1, new WireFailure("no server answers", new IOException("reset"))));

        put.put(records("a"));

        assertThat(calls).containsExactly("a", "a");
    }

    @ParameterizedTest
    @CsvSource({
        "ResourceNotFoundException, 400",
        "ValidationException, 400",
        "InvalidArgumentException, 400",
        "AccessDeniedException, 400",
        "InvalidSignatureException, 400",
        "NotUnderstood, 0",
    })
    void givesUpAtOnceWhenTryingAgainIsNoUse(String code, int status) {
        WireFailure lasting = new WireFailure(code, "no", status);
        PersistentPut put = put(failing(1, lasting));

        assertThatThrownBy(() -> put.put(records("a"))).isSameAs(lasting);
        assertThat(pauses).isEmpty();
    }

    @Test
    void givesUpOnACertificateThatIsNotTrusted() {
        WireFailure untrusted = new WireFailure("no", new SSLHandshakeException("untrusted"));
        PersistentPut put = put(failing(1, untrusted));

        assertThatThrownBy(() -> put.put(records("a"))).isSameAs(untrusted);
    }

    @Test
    void givesUpOnARecordThatWillNeverBeTaken() {
        PersistentPut put = put(answering("ok,KMSNotFoundException"));

        assertThatThrownBy(() -> put.put(records("a", "b")))
                .isInstanceOf(WireFailure.class)
                .hasMessage("stream trips refuses a record: KMSNotFoundException");
    }

    @Test
    void doublesThePausesUpToTenSecondsAndShortensThemByUpToHalf() throws InterruptedException {
        PersistentPut put = put(failing(12, new WireFailure("Throttling", "later", 400)));

        put.put(records("a"));

        long full = 50;
        for (Duration pause : pauses) {
            assertThat(pause.toMillis()).isBetween(full / 2, full);
            full = Math.min(10_000, full * 2);
        }
        assertThat(pauses).hasSize(12);
    }

    @Test
    void beginsWithShortPausesAgainOnceSomeRecordsAreTaken() throws InterruptedException {
        PersistentPut put = put(answering("busy,busy", "busy,busy", "busy,busy", "ok,busy", "ok"));

        put.put(records("a", "b"));

        assertThat(pauses.getLast().toMillis()).isLessThanOrEqualTo(50);
    }

    @Test
    void complainsOnceWhenItTakesLong() throws InterruptedException {
        PersistentPut put = put(failing(20, new WireFailure("Throttling", "Rate exceeded", 400)));

        put.put(records("a"));

        assertThat(complaints)
                .containsExactly("stream trips takes no records: Rate exceeded; trying on");
    }

    @Test
    void endsWhenInterruptedWhileWaiting() {
        Resending interrupted =
                new Resending(
                        _ -> {
                            Thread.currentThread().interrupt();
                            throw new CommandFailed("interrupted");
                        },
                        new Random(42),
                        complaints::add);
        PersistentPut put = new PersistentPut("stream trips", interrupted, answering("busy"));

        assertThatThrownBy(() -> put.put(records("a"))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyRecordIsTakenWhateverFails(long seed) throws InterruptedException {
        Random random = new Random(seed);
        PersistentPut put =
                put(
                        batch -> {
                            if (random.nextInt(4) == 0) {
                                throw new WireFailure("InternalFailure", "broken", 500);
                            }
                            return answer(batch, _ -> random.nextInt(3) == 0 ? "busy" : "ok");
                        });
        String[] sent = IntStream.range(0, 200).mapToObj(Integer::toString).toArray(String[]::new);

        put.put(records(sent));

        assertThat(taken).containsExactlyInAnyOrder(sent);
    }

    private PersistentPut put(BatchPut call) {
        return new PersistentPut("stream trips", resending, call);
    }

    /// Fails so many times, then takes everything.
    private BatchPut failing(int times, WireFailure failure) {
        return batch -> {
            if (calls.size() < times) {
                calls.add(text(batch));
                throw failure;
            }
            calls.add(text(batch));
            return answer(batch, _ -> "ok");
        };
    }

    /// Answers one call after the other with these results.
    private BatchPut answering(String... answers) {
        return batch -> {
            String[] results = answers[calls.size()].split(",", -1);
            calls.add(text(batch));
            return answer(batch, place -> results[place]);
        };
    }

    private interface Results {
        String of(int place);
    }

    private PutAnswer answer(List<OutgoingRecord> batch, Results results) {
        List<PutAnswer.Result> list = new ArrayList<>();
        for (int place = 0; place < batch.size(); place++) {
            String result = results.of(place);
            String text = text(batch.subList(place, place + 1));
            if (result.equals("ok")) {
                taken.add(text);
                list.add(new PutAnswer.Result("", "", "shard-of-" + text));
            } else {
                list.add(new PutAnswer.Result(result, "", ""));
            }
        }
        return new PutAnswer(list);
    }

    private static List<OutgoingRecord> records(String... texts) {
        return Arrays.stream(texts)
                .map(
                        text ->
                                new OutgoingRecord(
                                        text.getBytes(StandardCharsets.UTF_8),
                                        "key",
                                        Optional.empty()))
                .toList();
    }

    private static String text(List<OutgoingRecord> batch) {
        StringBuilder text = new StringBuilder();
        batch.forEach(item -> text.append(new String(item.data(), StandardCharsets.UTF_8)));
        return text.toString();
    }
}
