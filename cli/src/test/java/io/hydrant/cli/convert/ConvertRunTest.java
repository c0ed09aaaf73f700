package io.hydrant.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

class ConvertRunTest {
    @TempDir private Path folder;
    private ConvertScenario scenario;

    @BeforeEach
    void begin() {
        scenario = new ConvertScenario(folder);
    }

    @Test
    void convertsPlainAndPackedInputsToOneFile() throws Exception {
        scenario.input("a.json", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2}\n")
                .input("b.gz", gzip("{\"a\":3}{\"a\":4}\n{\n\"a\":5\n}"));

        ConvertRun.Outcome outcome = scenario.convert();

        assertThat(scenario.files().keySet()).containsExactly("part-00000-00.parquet");
        assertThat(scenario.rows())
                .containsExactly("a=1,b=x", "a=2,b=null", "a=3,b=null", "a=4,b=null", "a=5,b=null");
        assertThat(outcome).isEqualTo(new ConvertRun.Outcome(5, 5, 0));
        assertThat(scenario.said())
                .startsWith("2 inputs, 5 documents: 5 rows in 1 file, at " + scenario.to)
                .contains("bytes of JSON (", "bytes as stored) to 56 bytes of parquet in");
    }

    @Test
    void beginsANewFileWhenSoMuchWasConverted() throws Exception {
        scenario.sizes = new ConvertPlan.Sizes(20, ConvertScenario.MIB, 10);
        scenario.input("a", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}");

        scenario.convert();

        assertThat(scenario.files().keySet())
                .containsExactly("part-00000-00.parquet", "part-00001-00.parquet");
        assertThat(scenario.rows()).hasSize(4);
    }

    @Test
    void beginsANewFileWhenWritersHoldTooMuch() throws Exception {
        scenario.formats.holding(100 * ConvertScenario.MIB);
        scenario.input("a", documents(10_000));

        scenario.convert();

        assertThat(scenario.files()).hasSize(3);
        assertThat(scenario.rows()).hasSize(10_000);
    }

    @Test
    void givesTheSameFilesForTheSameInputWhateverTheThreadsDo() throws Exception {
        scenario.input("a", documents(20_000));
        scenario.lanes = 3;
        scenario.convert();
        ConvertScenario again = new ConvertScenario(folder);
        again.to = folder.resolve("again").toString();
        again.lanes = 3;

        again.convert();

        assertThat(scenario.files().keySet()).hasSize(3);
        assertThat(again.files()).isEqualTo(scenario.files());
        assertThat(scenario.rows())
                .hasSize(20_000)
                .containsAll(
                        IntStream.range(0, 20_000)
                                .mapToObj(i -> "a=" + i + ",b=p" + i % 7)
                                .toList());
    }

    @Test
    void rejectsWhatDoesNotFitAndSaysWhy() throws Exception {
        scenario.input("a", "{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":\"y\"}\n{\"a\":\n{\"a\":2}\n17\n");
        scenario.rejected = Optional.of(folder.resolve("bad.json").toString());

        ConvertRun.Outcome outcome = scenario.convert();

        assertThat(outcome).isEqualTo(new ConvertRun.Outcome(6, 2, 4));
        assertThat(scenario.rows()).containsExactly("a=1,b=null", "a=2,b=null");
        assertThat(scenario.said())
                .contains("4 rejected:")
                .contains(
                        "  2 x DataFormatConversion.MalformedData: For input string: \"x\", as in "
                                + folder.resolve("in/a")
                                + ":2")
                .contains("  1 x DataFormatConversion.ParseError: Encountered malformed JSON.")
                .contains(folder.resolve("in/a") + ":4")
                .contains("The top level must be an object., as in " + folder.resolve("in/a:6"));
        assertThat(Files.readString(folder.resolve("bad.json")).lines())
                .hasSize(4)
                .first()
                .isEqualTo(
                        "{\"attemptsMade\":1,\"lastErrorCode\":\"DataFormatConversion.MalformedData\",\"lastErrorMessage\":\"For"
                            + " input string: \\\"x\\\"\","
                            + "\"attemptEndingTimestamp\":1769853600000,\"input\":\""
                                + folder.resolve("in/a")
                                + "\",\"line\":2,\"rawData\":\"eyJhIjoieCJ9\"}");
    }

    @Test
    void convertsTheRecordsOfErrorObjects() throws Exception {
        scenario.fromErrors = true;
        scenario.input(
                "errors",
                error("{\"a\":1}")
                        + error("{\"a\":2}{\"a\":\"no\"}\n{\"a\":3}")
                        + error("")
                        + error(" \n")
                        + error(gzip("{\"a\":4}"))
                        + "{\"other\":1}\n"
                        + "{\"rawData\":\"%%%\"}\n"
                        + "{\"rawData\":\"H4sI\"}\n");

        ConvertRun.Outcome outcome = scenario.convert();

        assertThat(scenario.rows())
                .containsExactly("a=1,b=null", "a=2,b=null", "a=3,b=null", "a=4,b=null");
        assertThat(outcome.rejected()).isEqualTo(6);
        assertThat(scenario.said())
                .contains("  2 x DataFormatConversion.MalformedData: The record was empty.")
                .contains("the error object has no text named rawData")
                .contains("the error object cannot be read: ")
                .contains("the record in rawData cannot be unpacked: ");
    }

    @Test
    void takesRecordsAsLongAsDocumentsMayBe() throws Exception {
        String longText = "x".repeat(DocumentSplitter.DOCUMENT_BYTES_MAX - 10);
        scenario.fromErrors = true;
        scenario.input(
                "errors",
                error("{\"b\":\"" + longText + "\"}") + error(longText + "more than ten"));

        ConvertRun.Outcome outcome = scenario.convert();

        assertThat(outcome).isEqualTo(new ConvertRun.Outcome(2, 1, 1));
        assertThat(scenario.said())
                .contains("The document has more than 10,485,760 bytes; it is not kept.");
    }

    @Test
    void saysNoMoreThanALineOfALongReason() throws Exception {
        String longText = "x".repeat(100_000);
        scenario.input("a", "{\"a\":\"%s\"}\n{\"a\":\"%s2\"}".formatted(longText, longText));

        scenario.convert();

        assertThat(scenario.said())
                .contains("  2 x DataFormatConversion.MalformedData: For input string: \"xxx")
                .contains("..., as in ");
        assertThat(scenario.said().length()).isLessThan(1_000);
    }

    @Test
    void rejectsAListOfObjectsInsteadOfReadingItByPosition() throws Exception {
        scenario.input("a", "[\n  {\"a\":1},\n  {\"a\":2}\n]\n{\"a\":3}");

        ConvertRun.Outcome outcome = scenario.convert();

        assertThat(outcome).isEqualTo(new ConvertRun.Outcome(2, 1, 1));
        assertThat(scenario.said()).contains("The document is a list of objects");
    }

    @Test
    void readsItsOwnRejectsWhenTheSchemaIsMended() throws Exception {
        scenario.input("a", "{\"a\":1}\n{\"a\":\"x\"}\n");
        scenario.rejected = Optional.of(folder.resolve("bad") + "/");
        scenario.convert();
        Path bad = folder.resolve("bad/rejected-00.json");
        ConvertScenario mended = new ConvertScenario(folder.resolve("mended"));
        mended.columns("a string").fromErrors = true;
        mended.input("bad", Files.readAllBytes(bad));

        mended.convert();

        assertThat(mended.rows()).containsExactly("a=x");
    }

    @Test
    void packsRejectsWhenTheNameSaysSo() throws Exception {
        Path bad = folder.resolve("bad.json.gz");
        scenario.input("a", "{\"a\":1}\n{\"a\":\"x\"}\n");
        scenario.rejected = Optional.of(bad.toString());

        scenario.convert();

        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(bad))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("rawData");
        }
    }

    @Test
    void refusesToWriteRejectsOverAFile() throws IOException {
        Files.writeString(folder.resolve("bad.json"), "mine");
        scenario.input("a", "{\"a\":1}");
        scenario.rejected = Optional.of(folder.resolve("bad.json").toString());

        assertThatThrownBy(scenario::convert)
                .hasMessage(
                        folder.resolve("bad.json")
                                + " exists already; name another file for --rejected");
    }

    @Test
    void leavesNothingWhenAFileCannotBeWritten() throws IOException {
        scenario.sizes = new ConvertPlan.Sizes(20, ConvertScenario.MIB, 10);
        scenario.formats.failingAfter(2);
        scenario.input("a", documents(10_000));

        assertThatThrownBy(scenario::convert)
                .hasMessage("a file cannot be written: No space left on device");

        assertThat(scenario.files()).isEmpty();
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void namesTheColumnOfATypeThatCannotBeServed() {
        scenario.columns("a map<string,int>").input("a", "{}");

        assertThatThrownBy(scenario::convert)
                .isInstanceOf(CommandFailed.class)
                .hasMessage("column 'a' has type map<string,int>");
    }

    @Test
    void leavesNothingWhenAnInputIsBroken() throws Exception {
        byte[] packed = gzip(documents(10_000));
        scenario.input("a", documents(10)).input("b", Arrays.copyOf(packed, 1_000));

        assertThatThrownBy(scenario::convert)
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith(folder.resolve("in/b") + " cannot be read: ");

        assertThat(scenario.files()).isEmpty();
    }

    @Test
    void leavesNothingWhenItIsStopped() {
        scenario.input("a", documents(100));
        Thread.currentThread().interrupt();

        assertThatThrownBy(scenario::convert).isInstanceOf(InterruptedException.class);

        assertThat(scenario.files()).isEmpty();
    }

    @Test
    void refusesATargetWithFilesUnlessToldWhatToDo() throws Exception {
        scenario.input("a", "{\"a\":1}");
        scenario.convert();
        Files.writeString(folder.resolve("out/other.txt"), "mine");

        assertThatThrownBy(() -> again("01", Existing.REFUSED))
                .hasMessage(
                        scenario.to
                                + " is not empty; --append adds files, --overwrite replaces those"
                                + " of earlier conversions");
        again("02", Existing.KEPT);
        assertThat(scenario.files().keySet())
                .containsExactly("other.txt", "part-00000-00.parquet", "part-00000-02.parquet");
        again("03", Existing.REPLACED);
        assertThat(scenario.files().keySet()).containsExactly("other.txt", "part-00000-03.parquet");
    }

    @Test
    void keepsOldFilesWhenNothingCouldBeConverted() throws Exception {
        scenario.input("a", "{\"a\":1}");
        scenario.convert();
        scenario.input("a", "{\"a\":\"x\"}");

        ConvertRun.Outcome outcome = again("01", Existing.REPLACED);

        assertThat(outcome.isHopeless()).isTrue();
        assertThat(scenario.rows()).containsExactly("a=1,b=null");
    }

    @Test
    void writesNoFilesWithoutATarget() throws Exception {
        scenario.to = "";
        scenario.input("a", "{\"a\":1}\n{\"a\":\"x\"}");

        assertThat(scenario.convert()).isEqualTo(new ConvertRun.Outcome(2, 1, 1));
        assertThat(scenario.said()).contains("1 row in 1 file, none of them written");
        assertThat(ConvertScenario.files(folder).keySet()).containsExactly("in/a");
    }

    private ConvertRun.Outcome again(String run, Existing existing) throws InterruptedException {
        scenario.existing = existing;
        return scenario.named(run).convert();
    }

    private static String documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"a\":%d,\"b\":\"p%d\"}".formatted(i, i % 7))
                .collect(Collectors.joining("\n"));
    }

    private static String error(String record) {
        return error(record.getBytes(StandardCharsets.UTF_8));
    }

    private static String error(byte[] record) {
        return "{\"attemptsMade\":1,\"rawData\":\"%s\",\"sub\":{\"n\":[0]}}\n"
                .formatted(Base64.getEncoder().encodeToString(record));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
