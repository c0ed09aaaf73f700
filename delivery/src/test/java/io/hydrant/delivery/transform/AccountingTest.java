package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.transform.LaneHarness.Result;
import io.hydrant.delivery.transform.TransformFunction.Answer;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Whatever functions answer: each record of a batch is delivered, dropped or failed, once, in its
/// order, and the frames stand for all positions of their batch.
@Timeout(60)
class AccountingTest {
    private static final int FRAMES = 60;

    /// What must become of a record: the code it fails with, `Ok` or `Dropped`.
    private final TreeMap<String, String> expected = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void accountsForEveryRecordOfEveryBatch(long seed) throws InterruptedException {
        Random random = new Random(seed);
        LaneHarness harness =
                new LaneHarness((_, event) -> answer(event), _ -> {}, 1 + random.nextInt(100_000));
        List<Position> positions = put(harness, random);
        try (LaneTransforms lane = harness.lane()) {
            PositionRanges rest = LaneHarness.frames(0, FRAMES);
            List<Result> results = new ArrayList<>();
            while (!rest.isEmpty() || !lane.isEmpty()) {
                while (!rest.isEmpty() && lane.hasRoom()) {
                    Position to = positions.get(random.nextInt(positions.size()));
                    if (!rest.first().isBefore(to) || random.nextInt(20) == 0) {
                        to = rest.end();
                    }
                    lane.submit(batch(harness, rest.below(to)));
                    rest = rest.from(to);
                }
                TransformedBatch batch = harness.await(lane);
                results.addAll(harness.results(batch));
                assertStandsForAll(harness, batch);
                lane.done();
            }
            assertExpected(results, positions.size());
        }
        assertThat(harness.transforms.bytesHeld()).isZero();
    }

    private List<Position> put(LaneHarness harness, Random random) {
        List<Position> positions = new ArrayList<>();
        List<String> fates =
                List.of(
                        "Ok",
                        "Ok",
                        "Ok",
                        "Dropped",
                        "Dropped",
                        "Lambda.ProcessingFailedStatus",
                        "Lambda.MissingRecordId",
                        "Lambda.DuplicatedRecordId",
                        "Lambda.InvalidReturnFormat");
        for (int frame = 0; frame < FRAMES; frame++) {
            boolean allDropped = random.nextInt(4) == 0;
            String[] records = new String[1 + random.nextInt(6)];
            for (int i = 0; i < records.length; i++) {
                records[i] = "%06d".formatted(positions.size());
                String fate = allDropped ? "Dropped" : fates.get(random.nextInt(fates.size()));
                expected.put(records[i], fate);
                positions.add(new Position(frame, i, 0));
            }
            harness.put(records);
        }
        return positions;
    }

    private static TransformBatch batch(LaneHarness harness, PositionRanges positions) {
        return new TransformBatch(harness.batch(0, 1, 2).processor(), positions, 10, 100, 160);
    }

    /// As every record is fated to be; in an order of its own, but always the same.
    private Answer answer(byte[] event) {
        List<String> records = new ArrayList<>();
        for (JsonNode record : LaneHarness.tree(event).get("records")) {
            String id = record.get("recordId").asText();
            String data = record.get("data").asText();
            String text = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
            switch (expected.get(text)) {
                case "Ok" -> records.add(said(id, "Ok", data));
                case "Dropped" -> records.add(said(id, "Dropped", data));
                case "Lambda.ProcessingFailedStatus" ->
                        records.add(said(id, "ProcessingFailed", "eHh4"));
                case "Lambda.MissingRecordId" -> records.add(said(id + "1", "Ok", data));
                case "Lambda.DuplicatedRecordId" -> {
                    records.add(said(id, "Ok", "eHh4"));
                    records.add(said(id, "Ok", "eHh4"));
                }
                default -> records.add(said(id, "Ok", "***"));
            }
        }
        if (event.length % 3 == 0) {
            Collections.shuffle(records, new Random(event.length));
        }
        return LaneHarness.returned("{\"records\":[" + String.join(",", records) + "]}");
    }

    private static String said(String id, String result, String data) {
        return "{\"recordId\":\"%s\",\"result\":\"%s\",\"data\":\"%s\"}"
                .formatted(id, result, data);
    }

    private static void assertStandsForAll(LaneHarness harness, TransformedBatch batch) {
        PositionRanges.Builder all = new PositionRanges.Builder();
        for (Frame frame : batch.frames()) {
            long offset = harness.processed.append(frame).join().offset();
            try (FrameReader reader = harness.processed.reader(offset)) {
                ProcessedFrames.read(reader.next().orElseThrow(), "processed")
                        .source()
                        .ranges()
                        .forEach(range -> all.add(range.from(), range.to()));
            }
        }
        if (!batch.frames().isEmpty()) {
            assertThat(all.build()).isEqualTo(batch.batch().positions());
        }
    }

    private void assertExpected(List<Result> results, int records) {
        assertThat(expected).hasSize(records);
        expected.values().removeIf("Dropped"::equals);
        assertThat(results).extracting(Result::data).containsExactlyElementsOf(expected.keySet());
        assertThat(results)
                .extracting(result -> result.code().isEmpty() ? "Ok" : result.code())
                .containsExactlyElementsOf(expected.values());
        assertThat(results).extracting(Result::position).isSorted();
    }
}
