package io.hydrant.cli.tail;

import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.tail.agent.Flow;

/// Opens where flows send their records.
@FunctionalInterface
public interface Destinations {
    RecordDestination of(Flow flow);
}
