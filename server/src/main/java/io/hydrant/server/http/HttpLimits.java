package io.hydrant.server.http;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;

/// What one port grants its clients. Beyond each bound there is a stated answer.
///
/// @param headerBytesMax request line and headers together: beyond it 431
/// @param connectionCountMax open connections: requests on further ones are answered 503 and the
///   connection is closed; far beyond it new connections are closed at once
/// @param idleTimeout a connection on which nothing moves this long is closed
/// @param headerTimeout a connection that has begun a request must complete its headers in this
///   time
/// @param bodyPatience how long a request body may keep its reader waiting, in total, beyond the
///   time that `bodyBytesPerSecondMin` allows for what arrived: beyond it 408
/// @param bodyBytesPerSecondMin the rate a request body must keep up
/// @param stopPatience how long open requests may go on after [HttpCarrier#close]
public record HttpLimits(
        int headerBytesMax,
        int connectionCountMax,
        Duration idleTimeout,
        Duration headerTimeout,
        Duration bodyPatience,
        long bodyBytesPerSecondMin,
        Duration stopPatience) {
    public static final HttpLimits DEFAULTS =
            new HttpLimits(
                    16 * 1024,
                    1024,
                    Duration.ofMinutes(6),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    1024,
                    Duration.ofSeconds(20));

    public HttpLimits {
        atLeast(1024, headerBytesMax, "headerBytesMax");
        atLeast(1, connectionCountMax, "connectionCountMax");
        positive(idleTimeout, "idleTimeout");
        positive(headerTimeout, "headerTimeout");
        positive(bodyPatience, "bodyPatience");
        atLeast(1, bodyBytesPerSecondMin, "bodyBytesPerSecondMin");
        positive(stopPatience, "stopPatience");
    }

    private static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new InvalidArgument(name + " must be at least " + least + " but was " + value);
        }
    }

    private static void positive(Duration value, String name) {
        if (value.toMillis() < 1) {
            throw new InvalidArgument(name + " must be longer than zero but was " + value);
        }
    }
}
