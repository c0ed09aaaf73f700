package io.hydrant.query.execution;

import io.hydrant.control.ResourceKey;
import io.hydrant.query.store.QueryScope;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Forgets executions: those older than the history, and the oldest where there are too many.
final class ExecutionHistory {
    static final int BATCH = 1000;

    private final ExecutionRows rows;
    private final ExecutionSettings settings;

    ExecutionHistory(ExecutionRows rows, ExecutionSettings settings) {
        this.rows = rows;
        this.settings = settings;
    }

    void forgetOld(Instant now) {
        long oldest = ChronoUnit.MICROS.between(Instant.EPOCH, now.minus(settings.history()));
        Map<QueryScope, List<String>> byScope = new HashMap<>();
        for (ResourceKey key : rows.all()) {
            byScope.computeIfAbsent(
                            new QueryScope(key.account(), key.region()), _ -> new ArrayList<>())
                    .add(key.name());
        }
        byScope.forEach(
                (scope, names) -> {
                    names.sort(Comparator.comparing(ExecutionHistory::micros).reversed());
                    for (int i = 0; i < names.size(); i++) {
                        if (i >= settings.historyCountMax() || micros(names.get(i)) < oldest) {
                            forget(scope, names.get(i));
                        }
                    }
                });
    }

    /// What waits or runs is never forgotten.
    private void forget(QueryScope scope, String name) {
        boolean open =
                rows.find(scope, ExecutionRows.idOf(name))
                        .filter(execution -> !execution.finished())
                        .isPresent();
        if (!open) {
            rows.remove(scope, name);
        }
    }

    private static long micros(String orderName) {
        String[] parts = orderName.split("/");
        return Long.MAX_VALUE - Long.parseLong(parts[1], 16);
    }
}
