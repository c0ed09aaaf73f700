package io.hydrant.observability.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.observability.health.HealthCheck.Condition;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Asks all components how they are. Safe for use by many threads.
///
/// The whole is as well as its worst component: `up`, `degraded` (still serving) or `down`.
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, HealthCheck> checks = new ConcurrentSkipListMap<>();

    /// What all components answered, by name.
    public record Report(Map<String, Condition> components) {
        /// Whether every component can do its work.
        public boolean serving() {
            return components.values().stream().noneMatch(Condition.Down.class::isInstance);
        }

        /// `{"status":"degraded","components":{"log":{"status":"up"},…}}`
        public byte[] toJson() {
            ObjectNode root = JSON.createObjectNode();
            root.put("status", status());
            ObjectNode shown = root.putObject("components");
            components.forEach((name, condition) -> describe(shown.putObject(name), condition));
            return root.toString().getBytes(StandardCharsets.UTF_8);
        }

        private String status() {
            if (!serving()) {
                return "down";
            }
            boolean well = components.values().stream().allMatch(Condition.Up.class::isInstance);
            return well ? "up" : "degraded";
        }

        private static void describe(ObjectNode node, Condition condition) {
            switch (condition) {
                case Condition.Up() -> node.put("status", "up");
                case Condition.Degraded(String detail) ->
                        node.put("status", "degraded").put("detail", detail);
                case Condition.Down(String detail) ->
                        node.put("status", "down").put("detail", detail);
            }
        }
    }

    /// Adds a component, or replaces the one of this name.
    public void register(String component, HealthCheck check) {
        checks.put(component, check);
    }

    public void forget(String component) {
        checks.remove(component);
    }

    public Report report() {
        Map<String, Condition> answers = new TreeMap<>();
        checks.forEach((name, check) -> answers.put(name, ask(name, check)));
        return new Report(answers);
    }

    private static Condition ask(String name, HealthCheck check) {
        try {
            return check.check();
        } catch (RuntimeException e) {
            LOG.error("health of {} cannot be told", name, e);
            return new Condition.Down("its health cannot be told, see the server's log");
        }
    }
}
