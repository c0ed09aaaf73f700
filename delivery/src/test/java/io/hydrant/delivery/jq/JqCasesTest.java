package io.hydrant.delivery.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.jq.CaseTable.Case;
import io.hydrant.delivery.jq.evaluation.GeneralQuery;
import io.hydrant.delivery.jq.syntax.InvalidQuery;
import io.hydrant.delivery.jq.syntax.Parser;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

class JqCasesTest {
    @Test
    void everyExpressionGivesWhatTheTableSays() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        List<Case> cases = CaseTable.read("jq-cases.tsv");
        for (Case row : cases) {
            softly.assertThat(outputs(row)).as(row.program()).isEqualTo(row.expected());
        }
        softly.assertAll();
        assertThat(cases).hasSizeGreaterThan(340);
    }

    private static List<String> outputs(Case row) {
        GeneralQuery query;
        try {
            query = GeneralQuery.compile(Parser.parse(row.program()), InstantSource.system());
        } catch (InvalidQuery _) {
            return List.of("invalid");
        }
        List<String> outputs = new ArrayList<>();
        for (String line : query.outputs(row.input()).lines().toList()) {
            if (line.startsWith("error: ")) {
                outputs.add("error");
                return outputs;
            }
            outputs.add(line);
        }
        return outputs;
    }

    @Test
    void everyQueryGivesWhatTheTableSaysOnBothWays() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Case row : CaseTable.read("query-cases.tsv")) {
            MetadataQuery query = MetadataQuery.compile(row.program());
            ByteBuffer record = ByteBuffer.wrap(row.input().getBytes(StandardCharsets.UTF_8));
            QueryResult result = query.evaluate(record);
            String name = row.program() + " of " + row.input();
            softly.assertThat(query.evaluateGenerally(record)).as(name).isEqualTo(result);
            if (row.expected().getFirst().equals("failed")) {
                softly.assertThat(result)
                        .as(name)
                        .isEqualTo(QueryResult.failed(row.expected().getLast()));
            } else {
                softly.assertThat(result).as(name).isEqualTo(keysOf(row.expected().getFirst()));
            }
        }
        softly.assertAll();
    }

    /// Strings as they are, everything else as JSON.
    private static QueryResult keysOf(String json) throws JsonProcessingException {
        Map<String, String> keys = new LinkedHashMap<>();
        // numbers as texts: only jq writes them as jq does
        String texts = json.replaceAll("(?<=[a-z]\":)(-?[0-9][-+.e0-9]*)(?=[,}])", "\"$1\"");
        for (Map.Entry<String, JsonNode> key : new ObjectMapper().readTree(texts).properties()) {
            JsonNode value = key.getValue();
            String text = value.isTextual() ? value.textValue() : value.toString();
            keys.put(key.getKey(), text.replaceAll("\"(52\\.5)\"", "$1"));
        }
        return new QueryResult.Keys(keys);
    }

    @Test
    void theTablesSayWhatRealJqGives() throws Exception {
        Optional<RealJq> jq = RealJq.find();
        assumeTrue(jq.isPresent(), "jq 1.6 is not installed");
        SoftAssertions softly = new SoftAssertions();
        List<Case> quiet = new ArrayList<>();
        for (Case row : CaseTable.read("jq-cases.tsv")) {
            if (row.expected().contains("error") || row.expected().contains("invalid")) {
                softly.assertThat(jq.get().run(row.program(), row.input()))
                        .as(row.program())
                        .isEqualTo(row.expected());
            } else {
                quiet.add(row);
            }
        }
        softly.assertThat(jq.get().run(together(quiet), "null")).isEqualTo(arrays(quiet));
        for (Case row : CaseTable.read("query-cases.tsv")) {
            if (!row.expected().getFirst().equals("failed")) {
                softly.assertThat(jq.get().run(row.program(), row.input()))
                        .as(row.program())
                        .isEqualTo(row.expected());
            }
        }
        softly.assertAll();
    }

    /// One program that gives the outputs of each as an array, because starting jq takes long.
    private static String together(List<Case> cases) {
        return cases.stream()
                .map(row -> "[" + row.program() + "]")
                .collect(Collectors.joining(",\n"));
    }

    private static List<String> arrays(List<Case> cases) {
        return cases.stream().map(row -> "[" + String.join(",", row.expected()) + "]").toList();
    }
}
