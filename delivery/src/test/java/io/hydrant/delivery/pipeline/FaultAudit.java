package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.pipeline.FakeFunction.Verdict;
import io.hydrant.delivery.pipeline.FaultProducer.Sent;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.StreamLog.Purpose;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Looks at the objects as they come to be there: each record in one of them, that of its
/// partition, or in one line of errors, and once in the backup; nothing that is not there yet gone
/// from the logs.
final class FaultAudit {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("<(\\d+)");
    private static final Pattern RECORD =
            Pattern.compile(
                    "\\{\"c\":\"([^\"]*)\"(?:,\"n\":(?:\\d+|\"no\"))?,"
                            + "\"t\":\"<(\\d+)x*(?:#\\d+)?>\"\\}");
    private static final int ROLL_BYTES = 1 << 20;

    private final String name;
    private final FaultScenario scenario;
    private final FaultWorld world;
    private final FaultProducer producer;
    private final Map<Integer, String> ends = new HashMap<>();
    private final Map<Integer, String> backup = new HashMap<>();
    private final Set<String> partitions = new HashSet<>();

    /// Records whose frames the source has let go of, and which are in no object.
    private final Set<Integer> pending = new HashSet<>();

    private long processedFrom;
    private int rolledBySize;
    private int errors;

    FaultAudit(String name, FaultScenario scenario, FaultWorld world, FaultProducer producer) {
        this.name = name;
        this.scenario = scenario;
        this.world = world;
        this.producer = producer;
    }

    /// Values of keys that there are objects of.
    Set<String> partitions() {
        return partitions;
    }

    int rolledBySize() {
        return rolledBySize;
    }

    int errors() {
        return errors;
    }

    /// To be called after every event.
    void look() throws IOException {
        for (Map.Entry<String, byte[]> object : world.objects.takeFresh().entrySet()) {
            take(object.getKey(), text(object.getKey(), object.getValue()));
        }
        assertThat(world.objects.changed()).as("changed, %s", name).isEmpty();
        if (!scenario.reading()) {
            checkTrimmed();
        }
    }

    /// To be called when all is delivered.
    void checkAll() {
        for (Sent record : producer.accepted()) {
            boolean there = ends.containsKey(record.number());
            if (scenario.backedUp()) {
                assertThat(backup).as("backup, %s", name).containsKey(record.number());
            }
            boolean dropped = isDropped(record);
            assertThat(there || dropped).as("lost: %s, %s", record.number(), name).isTrue();
            assertThat(there && dropped).as("not dropped: %s, %s", record, name).isFalse();
        }
        assertThat(ends.keySet()).as(name).allMatch(n -> n < producer.accepted().size());
    }

    private boolean isDropped(Sent record) {
        return world.function.verdicts.get(record.text()) instanceof Verdict.Dropped;
    }

    private void take(String key, String text) throws IOException {
        if (key.startsWith("backup/")) {
            Matcher numbers = NUMBER.matcher(text);
            while (numbers.find()) {
                note(key, Integer.parseInt(numbers.group(1)), backup);
            }
        } else if (key.startsWith("lake/errors/")) {
            for (String line : text.lines().toList()) {
                takeError(key, JSON.readTree(line));
            }
        } else if (scenario.converting()) {
            takeRows(key, text.lines().toList());
        } else {
            takeRecords(key, text);
        }
    }

    private void takeRows(String key, List<String> lines) {
        assertThat(lines.getLast()).as("%s, %s", key, name).isEqualTo("end");
        List<Integer> numbers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            numbers.add(Integer.valueOf(line));
        }
        takeAll(key, numbers);
    }

    private void takeRecords(String key, String text) {
        Matcher record = RECORD.matcher(text);
        StringBuilder rest = new StringBuilder();
        List<Integer> numbers = new ArrayList<>();
        int from = 0;
        while (record.find()) {
            rest.append(text, from, record.start());
            from = record.end();
            numbers.add(Integer.valueOf(record.group(2)));
        }
        rest.append(text, from, text.length());
        assertThat(rest.toString()).as("beside records in %s, %s", key, name).isBlank();
        rolledBySize += text.length() >= ROLL_BYTES ? 1 : 0;
        takeAll(key, numbers);
    }

    /// In the order in which they were put.
    private void takeAll(String key, List<Integer> numbers) {
        assertThat(numbers).as("%s, %s", key, name).isNotEmpty().isSorted();
        String folder = key.split("/")[2];
        partitions.add(folder);
        for (int number : numbers) {
            note(key, number, ends);
            Sent record = producer.accepted().get(number);
            assertThat(folder).as("%s, %s", key, name).isEqualTo(partition(record));
            assertThat(record.good() || !scenario.converting()).as("%s, %s", key, name).isTrue();
        }
    }

    /// The value that its record must lie under.
    private String partition(Sent record) {
        if (!scenario.transforming()) {
            return record.key();
        }
        return world.function.verdicts.get(record.text()) instanceof Verdict.Delivered(String made)
                ? world.function.keys.getOrDefault(made, "none")
                : "none";
    }

    private void takeError(String key, JsonNode line) throws IOException {
        errors++;
        byte[] raw = line.get("rawData").binaryValue();
        String data = raw[0] == 0x1f ? text("raw.gz", raw) : text("raw", raw);
        String code = line.path("errorCode").asText(line.path("lastErrorCode").asText());
        List<Integer> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(data);
        while (matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group(1)));
        }
        assertThat(numbers).as("%s, %s", key, name).isNotEmpty();
        for (int number : numbers) {
            note(key, number, ends);
            Sent record = producer.accepted().get(number);
            boolean right =
                    switch (key.split("/")[2]) {
                        case "format-conversion-failed" -> !record.good();
                        case "metadata-extraction-failed" ->
                                code.endsWith("LimitExceeded")
                                        || scenario.transforming()
                                        || record.key().isEmpty();
                        case "processing-failed" ->
                                code.startsWith("Lambda.") || data.startsWith("no logs");
                        default -> false;
                    };
            assertThat(right).as("%s of %s, %s: %s", code, key, name, data).isTrue();
        }
    }

    private void note(String key, int number, Map<Integer, String> into) {
        String before = into.getOrDefault(number, "");
        into.put(number, key);
        if (!before.isEmpty()) {
            fail("%s: record %d is in %s and in %s", name, number, before, key);
        }
    }

    /// What the source forgets is in an object, dropped, or in the log of what functions made.
    private void checkTrimmed() {
        StreamPartitions names = new StreamPartitions(world.plan().stream());
        long first = world.disk.partition(names.lane(), Purpose.RECORDS).firstOffset();
        boolean news = false;
        for (int number : producer.takeBelow(first)) {
            if (scenario.backedUp()) {
                assertThat(backup).as("trimmed, %s", name).containsKey(number);
            }
            news |= !ends.containsKey(number) && pending.add(number);
        }
        if (!scenario.transforming()) {
            assertThat(pending).as("trimmed, %s", name).isEmpty();
            return;
        }
        LogPartition processed = world.disk.partition(names.processed().log(), Purpose.BOOKKEEPING);
        if (news || processed.firstOffset() != processedFrom) {
            processedFrom = processed.firstOffset();
            checkProcessed(processed);
        }
    }

    private void checkProcessed(LogPartition processed) {
        pending.removeIf(
                number -> ends.containsKey(number) || isDropped(producer.accepted().get(number)));
        Set<Integer> kept = new HashSet<>();
        try (FrameReader reader = processed.reader(processed.firstOffset())) {
            for (Optional<StoredFrame> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                byte[] bytes = new byte[next.get().payloadBytes()];
                next.get().payload().get(bytes);
                Matcher numbers = NUMBER.matcher(text("processed", bytes));
                while (numbers.find()) {
                    kept.add(Integer.valueOf(numbers.group(1)));
                }
            }
        }
        assertThat(kept).as("trimmed and not processed, %s", name).containsAll(pending);
    }

    private static String text(String key, byte[] bytes) {
        if (!key.endsWith(".gz") && !(bytes.length > 1 && bytes[0] == 0x1f)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(key + " is no gzip", e);
        }
    }
}
