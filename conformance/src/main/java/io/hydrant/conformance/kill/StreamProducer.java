package io.hydrant.conformance.kill;

import io.hydrant.conformance.process.Await;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/// A client that puts the records of its own channels until each was acknowledged, whatever happens
/// to the server. A channel has one attempt under way at most.
final class StreamProducer implements Runnable {
    /// How many channels a producer has.
    static final int CHANNELS = 24;

    private static final int AGGREGATED_MAX = 20;
    private static final int RETRY_MILLIS_MAX = 300;

    private final StreamWriter writer;
    private final List<Channel> channels;
    private final Workload work;
    private final StreamAttempts attempts;
    private final SplittableRandom random;
    private final Map<Channel, Integer> nextNumbers = new HashMap<>();
    private final Map<Channel, BigInteger> lastTaken = new HashMap<>();

    /// @param index of the producer, which decides its channels
    StreamProducer(
            StreamWriter writer,
            int index,
            Workload work,
            StreamAttempts attempts,
            SplittableRandom random) {
        this.writer = writer;
        this.channels = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(new Channel(index * CHANNELS + i));
        }
        this.work = work;
        this.attempts = attempts;
        this.random = random;
    }

    /// User records of one channel that go together.
    private record Portion(Channel channel, int firstNumber, int count) {}

    @Override
    public void run() {
        try (writer) {
            List<Portion> portions = nextPortions();
            while (!portions.isEmpty() && !work.failed()) {
                int records = portions.stream().mapToInt(Portion::count).sum();
                putUntilTaken(portions);
                Await.pause(work.pauseMillis(records));
                portions = nextPortions();
            }
        } catch (RuntimeException e) {
            work.fail(e);
        }
    }

    /// Of some channels, in any order; none when all work is taken.
    private List<Portion> nextPortions() {
        Collections.shuffle(channels, new Random(random.nextLong()));
        int wanted = random.nextInt(4) == 0 ? 1 : random.nextInt(1, CHANNELS + 1);
        List<Portion> portions = new ArrayList<>();
        for (Channel channel : channels.subList(0, wanted)) {
            boolean aggregated = channel.kind() == Channel.Kind.AGGREGATED;
            int count = work.take(aggregated ? random.nextInt(1, AGGREGATED_MAX + 1) : 1).size();
            if (count > 0) {
                int first = nextNumbers.getOrDefault(channel, 0);
                nextNumbers.put(channel, first + count);
                portions.add(new Portion(channel, first, count));
            }
        }
        return portions;
    }

    private void putUntilTaken(List<Portion> portions) {
        List<Portion> open = portions;
        while (!open.isEmpty() && !work.failed()) {
            open = putOnce(open);
            if (!open.isEmpty()) {
                Await.pause(random.nextInt(10, RETRY_MILLIS_MAX));
            }
        }
    }

    /// @return what was not acknowledged
    private List<Portion> putOnce(List<Portion> portions) {
        List<StreamAttempts.Attempt> begun =
                portions.stream()
                        .map(
                                portion ->
                                        attempts.begin(
                                                portion.channel(),
                                                portion.firstNumber(),
                                                portion.count()))
                        .toList();
        work.putBegins();
        try {
            return settle(portions, begun, put(begun));
        } catch (StreamWriter.OutcomeUnknown e) {
            work.countRefusal(e.getMessage());
            return portions;
        } finally {
            work.putEnds();
        }
    }

    private List<StreamWriter.Outcome> put(List<StreamAttempts.Attempt> begun) {
        if (begun.size() > 1) {
            return writer.putAll(begun);
        }
        Channel channel = begun.getFirst().channel();
        Optional<BigInteger> after =
                Optional.ofNullable(lastTaken.get(channel)).filter(_ -> random.nextBoolean());
        return List.of(writer.put(begun.getFirst(), after));
    }

    private List<Portion> settle(
            List<Portion> portions,
            List<StreamAttempts.Attempt> begun,
            List<StreamWriter.Outcome> outcomes) {
        if (outcomes.size() != begun.size()) {
            throw new IllegalStateException(
                    "%d records got %d outcomes".formatted(begun.size(), outcomes.size()));
        }
        List<Portion> refused = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case StreamWriter.Outcome.Taken(String shardId, BigInteger number) -> {
                    attempts.acknowledge(
                            begun.get(i), new StreamAttempts.Position(shardId, number));
                    lastTaken.put(begun.get(i).channel(), number);
                    work.accepted(portions.get(i).count());
                }
                case StreamWriter.Outcome.Refused(String code) -> {
                    work.countRefusal(code);
                    refused.add(portions.get(i));
                }
            }
        }
        return refused;
    }
}
