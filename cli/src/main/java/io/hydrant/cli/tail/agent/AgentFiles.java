package io.hydrant.cli.tail.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads an `agent.json`, and flows from the files of the folder `agent.d` beside it.
///
/// Comments of any kind are allowed: `//`, `/* */` and `#`.
public final class AgentFiles {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(
                            JsonReadFeature.ALLOW_JAVA_COMMENTS,
                            JsonReadFeature.ALLOW_YAML_COMMENTS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final List<String> notes = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();

    private AgentFiles() {}

    /// @throws CommandFailed when a file cannot be read or a value is wrong; the message names it
    public static AgentConfiguration read(Path file) {
        return new AgentFiles().configuration(file);
    }

    private AgentConfiguration configuration(Path file) {
        Settings agent = settings(file);
        agent.check(KnownKeys.AGENT);
        ServiceAddress kinesis = address(agent, "kinesis", agent.name("kinesis.region"));
        ServiceAddress firehose =
                address(agent, "firehose", Optional.empty()).inRegionElse(kinesis.region());
        addFlows(agent);
        for (Path more : folder(file)) {
            Settings settings = settings(more);
            settings.object()
                    .fieldNames()
                    .forEachRemaining(
                            key -> {
                                if (!key.equals("flows")) {
                                    settings.note(key + " has no effect here: only flows count");
                                }
                            });
            addFlows(settings);
        }
        if (flows.isEmpty()) {
            throw agent.failure("flows is missing or empty; there is nothing to send");
        }
        return new AgentConfiguration(
                kinesis,
                firehose,
                credentials(agent),
                agent.name("checkpointFile").map(Path::of),
                Duration.ofDays(agent.number("checkpointTimeToLiveDays", 7, 1, 36_500)),
                Duration.ofSeconds(agent.number("log.statusReportingPeriodSeconds", 30, 1, 86_400)),
                Duration.ofMillis(agent.number("shutdownTimeoutMillis", 10_000, 0, 900_000)),
                flows,
                notes);
    }

    private Settings settings(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            if (!node.isObject()) {
                throw new CommandFailed(file + " must hold a JSON object");
            }
            return new Settings(name, node, notes);
        } catch (JsonProcessingException e) {
            throw new CommandFailed(
                    file
                            + " is no JSON: "
                            + e.getOriginalMessage()
                            + " at line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr(),
                    e);
        } catch (IOException e) {
            throw new CommandFailed(
                    file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private void addFlows(Settings settings) {
        Optional<JsonNode> list = settings.value("flows");
        if (list.isPresent() && !list.get().isArray()) {
            throw settings.failure("flows must be a list but was " + list.get());
        }
        Set<String> ids = new HashSet<>(flows.stream().map(Flow::id).toList());
        int number = 0;
        for (JsonNode object : list.orElse(JSON.createArrayNode())) {
            number++;
            Settings flow = settings.inside("flow " + number, object);
            Flow read = Flows.read(flow);
            if (!ids.add(read.id())) {
                throw flow.failure("there is a flow " + read.id() + " already");
            }
            flows.add(read);
        }
    }

    /// Every file of the folder counts, whatever it is called, but for hidden ones.
    private static List<Path> folder(Path file) {
        Path folder = file.toAbsolutePath().resolveSibling("agent.d");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(each -> !each.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandFailed(folder + " cannot be read", e);
        }
    }

    private static ServiceAddress address(Settings agent, String service, Optional<String> region) {
        String key = service + ".endpoint";
        Optional<String> endpoint = agent.name(key);
        try {
            ServiceAddress address = ServiceAddress.of(endpoint, region);
            address.aws()
                    .ifPresent(
                            aws ->
                                    agent.note(
                                            key
                                                    + " "
                                                    + aws
                                                    + " is not used: records go to the Hydrant"
                                                    + " server"));
            return address;
        } catch (IllegalArgumentException e) {
            throw agent.failure(key + " " + endpoint.orElse("") + ": " + e.getMessage());
        }
    }

    private static Optional<Credentials> credentials(Settings agent) {
        Optional<String> id = agent.name("awsAccessKeyId");
        Optional<String> secret = agent.name("awsSecretAccessKey");
        if (id.isPresent() != secret.isPresent()) {
            throw agent.failure("awsAccessKeyId and awsSecretAccessKey go together");
        }
        return id.map(present -> new Credentials(present, secret.get(), ""));
    }
}
