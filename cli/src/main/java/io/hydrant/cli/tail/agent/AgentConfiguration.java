package io.hydrant.cli.tail.agent;

import io.hydrant.cli.client.Credentials;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an `agent.json` and the files of its `agent.d` say.
///
/// @param kinesis where data streams are
/// @param firehose where delivery streams are
/// @param checkpointFile where the agent keeps its checkpoints
/// @param checkpointTimeToLive how long a file that is gone is remembered
/// @param statusPeriod the time between two lines that say how far it is
/// @param shutdownTimeout how long a stop waits for what is buffered to be sent
/// @param notes what a person should know, such as which keys have no effect
public record AgentConfiguration(
        ServiceAddress kinesis,
        ServiceAddress firehose,
        Optional<Credentials> credentials,
        Optional<Path> checkpointFile,
        Duration checkpointTimeToLive,
        Duration statusPeriod,
        Duration shutdownTimeout,
        List<Flow> flows,
        List<String> notes) {
    public AgentConfiguration {
        flows = List.copyOf(flows);
        notes = List.copyOf(notes);
    }
}
