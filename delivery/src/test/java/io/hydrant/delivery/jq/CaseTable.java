package io.hydrant.delivery.jq;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A table of cases: columns between tabs, comments behind `#`.
final class CaseTable {
    private CaseTable() {}

    record Case(String program, String input, List<String> expected) {}

    static List<Case> read(String name) throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream file = CaseTable.class.getResourceAsStream(name)) {
            for (String line :
                    new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    List<String> columns = List.of(line.split("\t"));
                    cases.add(
                            new Case(
                                    columns.get(0),
                                    columns.get(1),
                                    columns.subList(2, columns.size())));
                }
            }
        }
        return cases;
    }
}
