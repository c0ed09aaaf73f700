package io.hydrant.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.conformance.kill.ConversionAttempts.Attempt;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A count that finds nothing is worth as much as what it would have found.
class ConversionCensusTest {
    private static final String MALFORMED = "DataFormatConversion.MalformedData";
    private static final String NO_TABLE = "DataFormatConversion.EntityNotFound";

    /// One document, two documents, and one that fits no table.
    private static final List<Integer> NUMBERS = List.of(1, 7, 50);

    private final ConversionAttempts attempts = new ConversionAttempts();
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final SortedMap<String, byte[]> errors = new TreeMap<>();
    private Attempt told;
    private Attempt untold;

    /// Reads files that are marks one after the other.
    private static final class PlainMarks implements RowsReader {
        @Override
        public List<String> marks(byte[] file) {
            List<String> marks = new ArrayList<>();
            for (String mark : new String(file, StandardCharsets.UTF_8).split(";")) {
                marks.add(mark + ConversionRecord.MARK_END);
            }
            return marks;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    @BeforeEach
    void putEverythingTwiceAndHearOfOneOnly() {
        told = attempts.begin(ConversionLane.PARQUET, NUMBERS);
        for (int place = 0; place < NUMBERS.size(); place++) {
            attempts.acknowledge(told, place);
        }
        untold = attempts.begin(ConversionLane.PARQUET, NUMBERS);
    }

    private void file(String key, String... marks) {
        files.put(key, String.join("", marks).getBytes(StandardCharsets.UTF_8));
    }

    private void error(String key, ConversionRecord record, String code) {
        error(key, record.text(), code);
    }

    private void error(String key, String text, String code) {
        String data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        String line = "{\"lastErrorCode\":\"%s\",\"rawData\":\"%s\"}%n".formatted(code, data);
        errors.put(key, line.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] marks(Attempt attempt) {
        return new String[] {
            attempt.record(0).mark(0), attempt.record(1).mark(0), attempt.record(1).mark(1)
        };
    }

    private void deliverAll() {
        file("file", marks(told));
        error("errors", told.record(2), MALFORMED);
    }

    private List<String> violations() {
        ConversionCensus census = new ConversionCensus(ConversionLane.PARQUET, attempts.all());
        census.readFiles(files, new PlainMarks());
        census.readErrors(errors);
        census.compare();
        return census.violations();
    }

    private void assertOne(String part) {
        assertThat(violations()).singleElement().asString().contains(part);
    }

    @Test
    void findsNothingWhenEachRecordIsInOnePlace() {
        deliverAll();
        assertThat(violations()).isEmpty();
    }

    @Test
    void allowsWholeRecordsThatNobodyWasToldOf() {
        deliverAll();
        file("other file", marks(untold));
        error("other errors", untold.record(2), MALFORMED);
        assertThat(violations()).isEmpty();
    }

    @Test
    void allowsAnyRecordAmongTheErrorsWhileThereIsNoTable() {
        file("file", told.record(0).mark(0));
        error("errors", told.record(1), NO_TABLE);
        error("other errors", told.record(2), NO_TABLE);
        assertThat(violations()).isEmpty();
    }

    @Test
    void findsRecordsThatAreMissing() {
        file("file", marks(told));
        assertOne("missing");
    }

    @Test
    void findsRecordsWithRowsInTwoFiles() {
        deliverAll();
        file("other file", told.record(0).mark(0));
        assertOne("not in one place");
    }

    @Test
    void findsRecordsWithTheSameRowTwiceInOneFile() {
        deliverAll();
        file("file", told.record(0).mark(0), told.record(1).mark(0), told.record(1).mark(0));
        assertOne("not in one place");
    }

    @Test
    void findsRecordsOfWhichADocumentIsMissing() {
        deliverAll();
        file("file", told.record(0).mark(0), told.record(1).mark(1));
        assertOne("not in one place");
    }

    @Test
    void findsHalfARecordThatNobodyWasToldOf() {
        deliverAll();
        file("other file", untold.record(1).mark(0));
        assertOne("not in one place");
    }

    @Test
    void findsRecordsWhoseDocumentsAreInTwoFiles() {
        error("errors", told.record(2), MALFORMED);
        file("file", told.record(0).mark(0), told.record(1).mark(0));
        file("other file", told.record(1).mark(1));
        assertOne("not in one place");
    }

    @Test
    void findsRecordsInAFileAndAmongTheErrors() {
        deliverAll();
        error("other errors", told.record(0), NO_TABLE);
        assertOne("not in one place");
    }

    @Test
    void findsRecordsThatHaveTwoErrorLines() {
        deliverAll();
        error("other errors", told.record(2), MALFORMED);
        assertOne("not in one place");
    }

    @Test
    void findsRecordsThatWereRejectedWithoutReason() {
        file("file", told.record(0).mark(0));
        error("errors", told.record(1), MALFORMED);
        error("other errors", told.record(2), MALFORMED);
        assertOne("rejected without reason");
    }

    @Test
    void findsRowsOfARecordThatFitsNoTable() {
        deliverAll();
        file("other file", told.record(2).mark(0));
        assertOne("holds what nobody put");
    }

    @Test
    void findsErrorLinesOfWhatNobodyPut() {
        deliverAll();
        error("other errors", told.record(2).text() + " ", MALFORMED);
        assertOne("holds what nobody put");
    }
}
