package io.hydrant.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class DocumentSplitterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] TEXTS = {"", "a", "}{", "]", "\"", "\\", "\n{", "é😀", "{\"a\":"};

    /// `/` stands for the end of a line, `|` parts the documents that are expected.
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            textBlock =
                    """
                    {"a":1}/{"a":2}              => {"a":1}|{"a":2}
                    {"a":1}{"a":2}               => {"a":1}|{"a":2}
                    [1,[2]]{"a":[{}]}            => [1,[2]]|{"a":[{}]}
                    //  {"a":1} // {"a":2}/      => {"a":1}|{"a":2}
                    {/  "a": [/    {/}/  ]/}/{}  => {/  "a": [/    {/}/  ]/}|{}
                    {"a":"}{"}{"b":"\\"}"}       => {"a":"}{"}|{"b":"\\"}"}
                    {"a":"\\\\"}{"b":1}          => {"a":"\\\\"}|{"b":1}
                    nonsense/{"a":1}             => nonsense|{"a":1}
                    {"a":1} nonsense {"b":2}/{}  => {"a":1}|nonsense {"b":2}|{}
                    {"a":1},{"a":2}/{"a":3}      => {"a":1}|,{"a":2}|{"a":3}
                    {"a":1}}/{"a":2}             => {"a":1}|}|{"a":2}
                    {"a":1/{"a":2}/{"a":3}       => {"a":1|{"a":2}|{"a":3}
                    {"a":/{"a":2}/{"a":3}        => {"a":|{"a":2}|{"a":3}
                    {"a":1,/{"a":2}/{"a":3}      => {"a":1,|{"a":2}|{"a":3}
                    {"a":[/{"a":2}/{"a":3}       => {"a":[|{"a":2}|{"a":3}
                    {"a":"x/{"a":2}              => {"a":"x|{"a":2}
                    {"a":"x/y"}/{"a":2}          => {"a":"x/y"}|{"a":2}
                    {"a":[1}/{"a":2}             => {"a":[1}|{"a":2}
                    {"a":1]/{"a":2}              => {"a":1]|{"a":2}
                    {"a":1 {"a":2}/{"a":3}       => {"a":1 {"a":2}|{"a":3}
                    {/  "a": [/  {/  }/{/}       => {/  "a": [/  {/  }|{/}
                    {/ "a" "b":/ {}/}/{"a":2}    => {/ "a" "b":/ {}/}|{"a":2}
                    {"a":/{"b":1}                => {"a":|{"b":1}
                    {"a":[/{"b":1},/{"b":2}      => {"a":[/{"b":1},/{"b":2}
                    {"a":1                       => {"a":1
                    42/"x"/{"a":1}               => 42|"x"|{"a":1}
                    """)
    void cutsDocumentsAndGoesOnBehindBrokenOnes(String text, String documents) {
        assertThat(split(text.replace('/', '\n'), DocumentSplitter.DOCUMENT_BYTES_MAX, 3))
                .containsExactly(documents.replace('/', '\n').split("\\|"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void findsTheSameDocumentsHoweverTheyAreJoinedAndRead(long seed) throws IOException {
        Random random = new Random(seed);
        List<JsonNode> documents = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            JsonNode document = random.nextInt(8) == 0 ? array(random, 4) : object(random, 4);
            documents.add(document);
            text.append(random.nextBoolean() ? document.toString() : document.toPrettyString())
                    .append(" \n\r\n\t".substring(random.nextInt(5)));
        }

        List<String> found =
                split(text.toString(), DocumentSplitter.DOCUMENT_BYTES_MAX, random.nextLong());

        assertThat(found.stream().map(DocumentSplitterTest::tree)).isEqualTo(documents);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNoWholeLineAmongLinesThatAreCutShort(long seed) {
        Random random = new Random(seed);
        List<String> whole = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            String line = object(random, 3).put("last", i).toString();
            boolean broken = random.nextInt(4) == 0;
            text.append(broken ? line.substring(0, random.nextInt(line.length())) : line)
                    .append('\n');
            if (!broken) {
                whole.add(line);
            }
        }

        List<String> found = split(text.toString(), 1 << 20, seed);

        assertThat(found).containsSubsequence(whole);
        assertThat(String.join("", found).replace("\n", ""))
                .isEqualTo(utf8(text.toString()).replace("\n", ""));
    }

    @Test
    void leavesOutAByteOrderMark() {
        assertThat(split("\uFEFF{\"a\":1}", 100, 1)).containsExactly("{\"a\":1}");
    }

    @Test
    void refusesDocumentsThatAreTooLongAndGoesOnBehindThem() throws IOException {
        String filler = "x".repeat(3_000_000);
        String text =
                "{\"a\":1}\n{\"a\":[\n{\"b\":\"%s\"}]}{\"a\":2}\n%s\n{\"a\":3}"
                        .formatted(filler, filler);

        assertThat(split(text, 1_000_000, 1))
                .containsExactly(
                        "{\"a\":1}",
                        "too long in line 2",
                        "{\"a\":2}",
                        "too long in line 4",
                        "{\"a\":3}");
    }

    @Test
    void numbersTheLinesThatDocumentsBeginOn() throws IOException {
        DocumentSplitter splitter =
                new DocumentSplitter(chunks("\n{\n}{}\n\n{\"a\":1\n{}\n{}", new Random(1)));
        List<Long> lines = new ArrayList<>();
        while (splitter.next()) {
            lines.add(splitter.line());
        }

        assertThat(lines).containsExactly(2L, 3L, 5L, 6L, 7L);
    }

    @Test
    void readsHostileNestingInBoundedTime() {
        String open = "{\"a\":[\n".repeat(100_000);

        List<String> found = split(open + "}\n{\"a\":1}", 1 << 20, 1);

        assertThat(found).last().isEqualTo("{\"a\":1}");
    }

    private static List<String> split(String text, int bytesMax, long seed) {
        DocumentSplitter splitter = new DocumentSplitter(chunks(text, new Random(seed)), bytesMax);
        List<String> documents = new ArrayList<>();
        try {
            while (splitter.next()) {
                documents.add(
                        splitter.isTooLong()
                                ? "too long in line " + splitter.line()
                                : new String(
                                        splitter.bytes(),
                                        splitter.offset(),
                                        splitter.length(),
                                        StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }

    private static InputStream chunks(String text, Random random) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                int wanted = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(10_000);
                return super.read(into, offset, Math.min(length, wanted));
            }
        };
    }

    /// A pair of surrogates that was cut apart comes back as question marks.
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set(TEXTS[random.nextInt(TEXTS.length)] + i, value(random, depth - 1));
        }
        return object;
    }

    private static ArrayNode array(Random random, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(random, depth - 1));
        }
        return array;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> JsonNodeFactory.instance.numberNode(random.nextInt());
            case 1 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case 2 -> JsonNodeFactory.instance.nullNode();
            case 3 -> JsonNodeFactory.instance.textNode(TEXTS[random.nextInt(TEXTS.length)]);
            case 4 -> array(random, depth);
            default -> object(random, depth);
        };
    }
}
