package io.hydrant.catalog.crawler;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.catalog.refusal.InvalidInput;

import java.util.List;
import java.util.Map;

/// The JSON text that crawlers are configured with, as far as it is known.
///
/// Source: Glue Developer Guide, "Setting crawler configuration options".
final class CrawlerConfiguration {
    /// What may be in which object; by their paths.
    private static final Map<String, List<String>> MEMBERS =
            Map.of(
                    "", List.of("Version", "CrawlerOutput", "Grouping", "CreatePartitionIndex"),
                    "CrawlerOutput", List.of("Tables", "Partitions"),
                    "CrawlerOutput.Tables", List.of("AddOrUpdateBehavior"),
                    "CrawlerOutput.Partitions", List.of("AddOrUpdateBehavior"),
                    "Grouping", List.of("TableGroupingPolicy", "TableLevelConfiguration"));

    private CrawlerConfiguration() {}

    /// @throws InvalidInput naming what is not known, or not supported
    static void requireKnown(JsonNode configuration) {
        requireKnown("", configuration);
        JsonNode policy = configuration.path("Grouping").path("TableGroupingPolicy");
        if (!policy.isMissingNode() && !policy.asText().equals("CombineCompatibleSchemas")) {
            throw InvalidInput.unsupported(
                    "Grouping.TableGroupingPolicy " + policy.asText() + " is");
        }
        JsonNode version = configuration.path("Version");
        if (!version.isMissingNode() && version.asDouble() != 1.0) {
            throw InvalidInput.unsupported("Version " + version + " of Configuration is");
        }
    }

    private static void requireKnown(String path, JsonNode object) {
        List<String> known = MEMBERS.get(path);
        if (known == null) {
            return;
        }
        if (!object.isObject()) {
            throw new InvalidInput(path + " of Configuration must be an object.");
        }
        object.properties()
                .forEach(
                        member -> {
                            String below =
                                    path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                            if (!known.contains(member.getKey())) {
                                throw InvalidInput.unsupported(below + " in Configuration is");
                            }
                            requireKnown(below, member.getValue());
                        });
    }
}
