package io.hydrant.wire.http;

import java.io.IOException;

/// A body whose reader asks before it makes room for it, so that all bodies together stay within
/// their memory.
///
/// Who asks once for all it will ever need never waits again half-way, holding what others wait
/// for.
public interface RoomClaim {
    /// Waits until so many bytes, counted from the body's first, may be held.
    ///
    /// @throws IOException if there is no room in time
    void claimRoom(long bytes) throws IOException;
}
