package io.hydrant.query.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What is written to result files, and what is read from them again.
class ResultFilesTest {
    private static final ObjectAddress FILE = new ObjectAddress("rows", "id.csv");
    private static final List<ResultColumn> COLUMNS =
            List.of(
                    new ResultColumn("a \"b\"", "varchar", Integer.MAX_VALUE, 0),
                    new ResultColumn("price", "decimal", 10, 2));

    @TempDir private Path folder;
    private FileObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store =
                FileObjectStore.open(
                        folder, SimulatedClock.at("2026-01-01T00:00:00Z"), Telemetry.NONE);
        store.buckets().create("rows", new Region("eu-west-1"), AccountId.DEFAULT);
    }

    @Test
    void everyValueThatIsNotNullIsQuoted() throws QueryFailure {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultWriter writer = new ResultWriter(ResultForm.CSV, out);
        writer.columns(COLUMNS);
        writer.row(row("say \"x\"", "1.50"));
        writer.row(row("", null));
        writer.row(row(null, null));
        writer.row(row("ü\n", "0.00"));
        writer.finish();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        "a ""b""\","price"
                        "say ""x""\","1.50"
                        "",
                        ,
                        "ü
                        ","0.00"
                        """);
        assertThat(writer.rowCount()).isEqualTo(4);
        assertThat(writer.bytes()).isEqualTo(out.size());
    }

    @Test
    void linesHaveTabsAndNoQuotes() throws QueryFailure {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultWriter writer = new ResultWriter(ResultForm.TEXT, out);
        writer.columns(COLUMNS);
        writer.row(row("a \"b\"", "c"));
        writer.row(row(null, "d"));
        writer.finish();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a \"b\"\tc\n\td\n");
    }

    @Test
    void whatWasWrittenIsReadAgainFromAnyRow() {
        put("\"h\"\n\"a \"\"b\"\"\"\n\n\"\"\n\"two\nlines, ü\"\n");
        ResultReader reader = new ResultReader(store);
        ResultPage first = reader.page(FILE, ResultForm.CSV, 0, 3);
        assertThat(first.rows())
                .containsExactly(
                        List.of(Optional.of("h")),
                        List.of(Optional.of("a \"b\"")),
                        List.of(Optional.empty()));
        ResultPage rest = reader.page(FILE, ResultForm.CSV, first.next().orElseThrow(), 9);
        assertThat(rest.rows())
                .containsExactly(List.of(Optional.of("")), List.of(Optional.of("two\nlines, ü")));
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void aPageOfLongRowsEndsEarly() {
        String row = "\"" + "x".repeat(1 << 20) + "\"\n";
        put(row.repeat(12));
        ResultPage page = new ResultReader(store).page(FILE, ResultForm.CSV, 0, 1000);
        assertThat(page.rows()).hasSize(8);
        assertThat(page.next()).hasValue(8L * row.length());
    }

    /// A million rows come and go through one buffer; pages begin anywhere.
    @Test
    void aMillionRowsAreWrittenWhileTheyComeAndReadFromTheirOwnByte() {
        int count = 1_000_000;
        store.put(
                FILE,
                attributes(),
                new ObjectBody() {
                    @Override
                    public OptionalLong bytes() {
                        return OptionalLong.empty();
                    }

                    @Override
                    public void writeTo(OutputStream out) throws IOException {
                        ResultWriter writer = new ResultWriter(ResultForm.CSV, out);
                        try {
                            writer.columns(COLUMNS);
                            for (int i = 0; i < count; i++) {
                                writer.row(row("%07d".formatted(i), "1"));
                            }
                            writer.finish();
                        } catch (QueryFailure e) {
                            throw new IOException(e);
                        }
                    }
                });
        long rowBytes = "\"0000000\",\"1\"\n".length();
        long headerBytes = "\"a \"\"b\"\"\",\"price\"\n".length();
        ResultPage last =
                new ResultReader(store)
                        .page(FILE, ResultForm.CSV, headerBytes + rowBytes * 999_990L, 1000);
        assertThat(last.rows()).hasSize(10);
        assertThat(last.rows().getLast().getFirst()).hasValue("0999999");
        assertThat(last.next()).isEmpty();
    }

    @Test
    void theFileBesideItTellsTheColumns() throws IOException {
        byte[] file = ResultMetadata.write("an-id", COLUMNS);
        assertThat(ResultMetadata.read(file)).isEqualTo(COLUMNS);
        assertThat(Arrays.copyOf(file, 7))
                .isEqualTo("\n\u0005an-id".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> ResultMetadata.read(Arrays.copyOf(file, file.length - 1)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("broken metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "\"a\"b\n", "plain\n"})
    void whatIsNoResultIsRefused(String content) {
        put(content);
        assertThatThrownBy(() -> new ResultReader(store).page(FILE, ResultForm.CSV, 0, 10))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("s3://rows/id.csv cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://results", "s3://results/", "s3://results/a", "s3://results/a/"})
    void aLocationIsAFolderWithOrWithoutItsSlash(String text) {
        assertThat(ResultLocation.of(text).text()).isIn("s3://results/", "s3://results/a/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "results/a", "https://results/a", "s3:///a", "s3://A_B/"})
    void whatIsNoLocationIsRefused(String text) {
        assertThatThrownBy(() -> ResultLocation.of(text)).isInstanceOf(InvalidRequest.class);
    }

    private void put(String content) {
        store.put(FILE, attributes(), ObjectBody.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static ObjectAttributes attributes() {
        return new ObjectAttributes("text/csv", Optional.empty(), Optional.empty(), Map.of());
    }

    private static ResultRow row(String... texts) {
        return new ResultRow() {
            @Override
            public boolean isNull(int column) {
                return texts[column] == null;
            }

            @Override
            public String text(int column) {
                return texts[column];
            }
        };
    }
}
