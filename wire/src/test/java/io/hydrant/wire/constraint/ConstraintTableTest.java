package io.hydrant.wire.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamRequest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;

class ConstraintTableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense A B",
                "values maybe",
                "number A 1-2",
                "number A x..2",
                "string A 1..2 [",
                "structure A\n  Member",
                "structure A\n  Member Shape needed",
                "order A B",
                "structure A\n  M S\norder A N"
            })
    void namesTheDamagedLine(String text) {
        assertThatThrownBy(() -> new ConstraintParser().parse("test", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("test line ");
    }

    @Test
    void showsValuesWhereTheServiceDoes() {
        ConstraintParser parser = new ConstraintParser();
        parser.parse(
                "test",
                """
                values echoed
                operation Describe Input
                structure Input
                  DeliveryStreamName Name required
                  Limit Limit
                string Name 1..5
                number Limit ..10000
                """);
        ConstraintTable table = parser.table();

        assertThat(texts(table, DescribeDeliveryStreamRequest.builder().limit(10001).build()))
                .containsExactly(
                        "Value null at 'deliveryStreamName' failed to satisfy constraint: Member"
                                + " must not be null",
                        "Value '10001' at 'limit' failed to satisfy constraint: Member must have"
                                + " value less than or equal to 10000");
    }

    private static List<String> texts(ConstraintTable table, DescribeDeliveryStreamRequest input) {
        ConstraintCheck check = new ConstraintCheck(table);
        check.structure("", table.inputOf("Describe").orElseThrow(), input);
        return check.violations().stream().map(Violation::text).toList();
    }

    @Test
    void refusesUnknownServicesAndOperations() {
        assertThatThrownBy(() -> ServiceConstraints.load("nobody"))
                .isInstanceOf(IllegalArgumentException.class);
        ServiceConstraints firehose = ServiceConstraints.load("firehose");
        assertThatThrownBy(
                        () ->
                                firehose.check(
                                        "Nothing", DescribeDeliveryStreamRequest.builder().build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void generatesWhatItReads() throws IOException {
        String model =
                """
                {"metadata":{"apiVersion":"1"},
                 "operations":{"Do":{"name":"Do","input":{"shape":"In"}},"Rest":{"name":"Rest"}},
                 "shapes":{
                  "In":{"type":"structure","required":["A"],"members":{"A":{"shape":"S"},
                    "L":{"shape":"List"},"Free":{"shape":"Any"},"Again":{"shape":"In"}}},
                  "S":{"type":"string","min":1,"pattern":"[a-z ]+"},
                  "List":{"type":"list","max":2,"member":{"shape":"E"}},
                  "E":{"type":"string","enum":["X","Y"]},
                  "Any":{"type":"string"},
                  "Unused":{"type":"string","max":1}}}
                """;
        String table =
                ConstraintGenerator.generate("test", new ObjectMapper().readTree(model), "x");

        assertThat(table.lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "",
                        "operation Do In",
                        "",
                        "enum E X Y",
                        "structure In",
                        "  A S required",
                        "  L List",
                        "  Again In",
                        "list List ..2 E",
                        "string S 1.. [a-z ]+");
        ConstraintParser parser = new ConstraintParser();
        parser.parse("test", table);
        assertThat(parser.table().inputOf("Do")).isPresent();
    }

    @Test
    void givesUpOnTextsMadeToKeepAPatternBusy() {
        SafePattern pattern = new SafePattern("(a+)+b");

        assertThat(pattern.matches("aaab")).isTrue();
        assertThat(pattern.matches("a".repeat(5000))).isFalse();
        assertThat(pattern.matches("a".repeat(1 << 20))).isFalse();
    }

    @Test
    void keepsNoPatternOfFirehoseBusyNorItsThreadsStackFull() throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(ConstraintTableTest::matchHostileTexts, true);
        Thread.ofVirtual().start(task);

        assertThat(task.get()).isTrue();
    }

    private static void matchHostileTexts() {
        ConstraintTable table = ConstraintTable.load("firehose");
        String redshift = "jdbc:redshift://" + "a.".repeat(200) + "redshift.amazonaws.com:5439/dev";
        for (Shape shape : table.shapes().values()) {
            if (shape instanceof Shape.Text(Shape.Bounds _, Optional<SafePattern> pattern)) {
                pattern.ifPresent(
                        rule -> {
                            for (String part :
                                    List.of("a", "a.", "arn:", " ", "/", "AAAA", "s3:::")) {
                                rule.matches(part.repeat(16_000 / part.length()) + "\n");
                                rule.matches(redshift + part.repeat(100));
                            }
                        });
            }
        }
    }
}
