package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.functions.runtime.Payload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// What both ways of reading take, they read alike.
class AnswerDifferentialTest {
    private static final int RECORDS = 12;

    /// What answers are made of, and what they are damaged with.
    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\"",
                    "\\",
                    " ",
                    "\n",
                    "null",
                    "true",
                    "1",
                    "\"records\"",
                    "\"recordId\"",
                    "\"result\"",
                    "\"data\"",
                    "\"metadata\"",
                    "\"partitionKeys\"",
                    "\"Ok\"",
                    "\"Dropped\"",
                    "\"ProcessingFailed\"",
                    "\"\"",
                    "\"YQ==\"",
                    "\\u0041",
                    "\\/",
                    "ü",
                    "\u0001",
                    "{}",
                    "[]",
                    "{\"a\":\"b\"}",
                    "\"metadata\":{\"partitionKeys\":{\"a\":\"b\"}}",
                    "=",
                    "\"otherMember\":1");

    private final TransformEvent event = event();
    private final List<String> ids =
            LaneHarness.tree(event.json()).get("records").findValuesAsText("recordId");
    private int readByBoth;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void readsAlikeWhatBothWaysTake(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            byte[] answer = answer(random).getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                answer = changed(answer, random);
            }
            compare(answer);
        }
        assertThat(readByBoth).isGreaterThan(1_000);
    }

    @Test
    void readsAlikeWhereverATextEnds() {
        for (int length = 0; length < 40; length++) {
            for (String special : List.of("\"", "\\", "\u001f", "\u007f", "ÿ", " ", "!", "#")) {
                String data = "x".repeat(length) + special + "xxxxxxxxx";
                compare(
                        ("{\"records\":[" + record(0, data) + "]}")
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(readByBoth).isEqualTo(4 * 40);
    }

    private void compare(byte[] answer) {
        Verdicts fast = new Verdicts(event.count(), Payload.of(answer), PayloadArrays.NONE);
        if (!new AnswerScan(event, Payload.of(answer), fast).accepts()) {
            return;
        }
        readByBoth++;
        Verdicts general = new AnswerParser(event).read(Payload.of(answer));
        for (int i = 0; i < event.count(); i++) {
            assertThat(said(fast, i))
                    .as("record %d of %s", i, new String(answer, StandardCharsets.UTF_8))
                    .isEqualTo(said(general, i));
        }
    }

    private static List<Object> said(Verdicts verdicts, int index) {
        Verdict verdict = verdicts.of(index);
        if (verdict != Verdict.OK) {
            return List.of(verdict);
        }
        String data;
        try {
            data = HexFormat.of().formatHex(bytes(verdicts.data(index)));
        } catch (IllegalArgumentException _) {
            data = "no Base64";
        }
        return List.of(verdict, data, verdicts.keys(index));
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private String answer(Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            for (int times = random.nextInt(12) == 0 ? random.nextInt(3) : 1; times > 0; times--) {
                order.add(i);
            }
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(order, random);
        }
        List<String> records = order.stream().map(index -> record(index, random)).toList();
        String space = random.nextInt(3) == 0 ? " " : "";
        return "{"
                + space
                + "\"records\":"
                + space
                + "["
                + String.join("," + space, records)
                + "]}";
    }

    private String record(int index, Random random) {
        List<String> members = new ArrayList<>();
        members.add("\"recordId\":\"" + id(index) + "\"");
        members.add(
                "\"result\":\""
                        + List.of("Ok", "Ok", "Ok", "Dropped", "ProcessingFailed", "ok", "")
                                .get(random.nextInt(7))
                        + "\"");
        byte[] data = new byte[random.nextBoolean() ? index : random.nextInt(40)];
        random.nextBytes(data);
        if (random.nextInt(8) > 0) {
            members.add("\"data\":\"" + Base64.getEncoder().encodeToString(data) + "\"");
        }
        if (random.nextInt(3) == 0) {
            members.add("\"metadata\":{\"partitionKeys\":{\"k\":\"v" + random.nextInt(3) + "\"}}");
        }
        if (random.nextBoolean()) {
            Collections.shuffle(members, random);
        }
        return "{" + String.join(",", members) + "}";
    }

    private String record(int index, String data) {
        return "{\"recordId\":\"%s\",\"result\":\"Ok\",\"data\":\"%s\"}".formatted(id(index), data);
    }

    private String id(int index) {
        return ids.get(index);
    }

    private static byte[] changed(byte[] answer, Random random) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int at = random.nextInt(answer.length + 1);
        int end = Math.min(answer.length, at + random.nextInt(4));
        changed.write(answer, 0, at);
        if (random.nextBoolean()) {
            changed.writeBytes(
                    PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
        } else if (random.nextBoolean()) {
            changed.write(random.nextInt(256));
        }
        changed.write(answer, end, answer.length - end);
        return changed.toByteArray();
    }

    private static TransformEvent event() {
        LaneHarness harness = new LaneHarness((_, _) -> LaneHarness.returned(""));
        String[] records = new String[RECORDS];
        Arrays.setAll(records, i -> "x".repeat(i));
        harness.put(records);
        EventSlice slice =
                EventSlice.read(harness.outline(), LaneHarness.frames(0, 1), "id", new byte[64]);
        return ((EventSlice.Sendable) slice).event();
    }
}
