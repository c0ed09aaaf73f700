package io.hydrant.observability.logs.run;

/// Which way lines are read.
public enum Direction {
    FORWARD,
    BACKWARD
}
