package example.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Handler of the function: `example.identity.Identity::handle`.
public final class Identity {
    /// As a transform of a delivery stream answers each record with its own data; answers any other
    /// event with the event.
    public Map<String, Object> handle(Map<String, Object> event) {
        if (!event.containsKey("records")) {
            return event;
        }
        List<Object> answers = new ArrayList<>();
        for (Object each : (List<?>) event.get("records")) {
            Map<?, ?> record = (Map<?, ?>) each;
            answers.add(
                    Map.of(
                            "recordId",
                            record.get("recordId"),
                            "result",
                            "Ok",
                            "data",
                            record.get("data")));
        }
        return Map.of("records", answers);
    }
}
