package io.hydrant.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void semicolonsPartStatements() {
        assertThat(Script.statements(" SELECT 1;\nSELECT 2 ;; "))
                .containsExactly("SELECT 1", "SELECT 2");
        assertThat(Script.statements("SELECT 1")).containsExactly("SELECT 1");
        assertThat(Script.statements(" ; -- nothing\n /* at; all */ ;")).isEmpty();
    }

    @Test
    void thoseWithinQuotesAndCommentsPartNothing() {
        assertThat(Script.statements("SELECT ';', \"a;b\", 'it''s;' -- ; no\nFROM `t;` /* ; */;X"))
                .containsExactly("SELECT ';', \"a;b\", 'it''s;' -- ; no\nFROM `t;` /* ; */", "X");
        assertThat(Script.statements("SELECT 'open;")).containsExactly("SELECT 'open;");
    }
}
