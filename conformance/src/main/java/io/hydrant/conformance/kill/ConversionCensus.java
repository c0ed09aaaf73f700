package io.hydrant.conformance.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.conformance.kill.ConversionAttempts.Attempt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// Counts, for one delivery stream with conversion, where each record of each attempt arrived: with
/// its rows in one file, or as a line of an error object.
final class ConversionCensus {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_TABLE = "DataFormatConversion.EntityNotFound";
    private static final Set<String> MISFIT_CODES =
            Set.of("DataFormatConversion.MalformedData", "DataFormatConversion.ParseError");

    private final ConversionLane lane;
    private final Map<String, Put> byText = new HashMap<>();
    private final Map<String, Put> byMark = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int files;
    private int errorObjects;
    private int rows;
    private int errorLines;
    private int unacknowledgedRecords;
    private int unacknowledgedLines;

    /// A record as it was put, and where it was found.
    private static final class Put {
        private final ConversionRecord record;
        private final boolean acknowledged;
        private final List<String> marks = new ArrayList<>();
        private final Set<String> files = new HashSet<>();
        private final List<String> codes = new ArrayList<>();

        Put(ConversionRecord record, boolean acknowledged) {
            this.record = record;
            this.acknowledged = acknowledged;
        }

        @Override
        public String toString() {
            return "%s with rows in %s and error lines %s".formatted(record, files, codes);
        }
    }

    ConversionCensus(ConversionLane lane, List<Attempt> attempts) {
        this.lane = lane;
        for (Attempt attempt : attempts) {
            if (attempt.lane() == lane) {
                add(attempt);
            }
        }
    }

    private void add(Attempt attempt) {
        for (int place = 0; place < attempt.numbers().size(); place++) {
            ConversionRecord record = attempt.record(place);
            Put put = new Put(record, attempt.acknowledged().get(place));
            byText.put(record.text(), put);
            for (int document = 0; record.fits() && document < record.documentCount(); document++) {
                byMark.put(record.mark(document), put);
            }
        }
    }

    void readFiles(SortedMap<String, byte[]> found, RowsReader reader) {
        found.forEach((key, file) -> readFile(reader, key, file));
    }

    private void readFile(RowsReader reader, String key, byte[] file) {
        files++;
        try {
            for (String mark : reader.marks(file)) {
                rows++;
                Put put = byMark.get(mark);
                if (put == null) {
                    violation("%s holds what nobody put: %s".formatted(key, mark));
                } else {
                    put.marks.add(mark);
                    put.files.add(key);
                }
            }
        } catch (RowsReader.BrokenFile e) {
            violation(key + ": " + e.getMessage());
        }
    }

    void readErrors(SortedMap<String, byte[]> found) {
        for (Map.Entry<String, byte[]> object : found.entrySet()) {
            errorObjects++;
            String content = new String(object.getValue(), StandardCharsets.UTF_8);
            if (!content.endsWith("\n")) {
                violation(object.getKey() + " does not end with a line end");
            }
            content.lines().forEach(line -> readError(object.getKey(), line));
        }
    }

    private void readError(String key, String line) {
        errorLines++;
        try {
            JsonNode error = JSON.readTree(line);
            String text = new String(error.path("rawData").binaryValue(), StandardCharsets.UTF_8);
            Put put = byText.get(text);
            if (put == null) {
                violation("%s holds what nobody put: %s".formatted(key, text));
            } else {
                put.codes.add(error.path("lastErrorCode").asText());
            }
        } catch (IOException e) {
            violation("%s has a line that cannot be read: %s: %s".formatted(key, e, line));
        }
    }

    /// What was acknowledged must be in one place as a whole, anything else in one at most.
    void compare() {
        byText.values().forEach(this::judge);
    }

    private void judge(Put put) {
        boolean untouched = put.marks.isEmpty() && put.codes.isEmpty();
        if (untouched) {
            if (put.acknowledged) {
                violation("missing: " + put.record);
            }
            return;
        }
        boolean converted =
                put.codes.isEmpty()
                        && put.files.size() == 1
                        && put.marks.size() == put.record.documentCount()
                        && new HashSet<>(put.marks).size() == put.marks.size();
        boolean rejected = put.marks.isEmpty() && put.codes.size() == 1;
        if (!converted && !rejected) {
            violation("not in one place: %s, %d rows".formatted(put, put.marks.size()));
        } else if (rejected && !isReason(put.codes.getFirst(), put.record)) {
            violation("rejected without reason: " + put);
        } else if (!put.acknowledged) {
            unacknowledgedRecords += converted ? 1 : 0;
            unacknowledgedLines += rejected ? 1 : 0;
        }
    }

    private static boolean isReason(String code, ConversionRecord record) {
        return code.equals(NO_TABLE) || !record.fits() && MISFIT_CODES.contains(code);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /// Records that are whole in files count as many as their rows.
    List<KillReport.PlaceCount> counts() {
        return List.of(
                new KillReport.PlaceCount(lane.prefix(), files, rows, unacknowledgedRecords),
                new KillReport.PlaceCount(
                        lane.errorPrefix(), errorObjects, errorLines, unacknowledgedLines));
    }

    private void violation(String what) {
        violations.add(lane.stream() + ": " + what);
    }
}
