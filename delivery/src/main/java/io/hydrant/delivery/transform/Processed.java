package io.hydrant.delivery.transform;

import java.util.Map;

/// What processing made of a record.
public sealed interface Processed {
    /// It is delivered.
    ///
    /// @param partitionKeys that the function gave; may be empty
    record Ok(Map<String, String> partitionKeys) implements Processed {
        public static final Ok WITHOUT_KEYS = new Ok(Map.of());

        public Ok {
            partitionKeys = Map.copyOf(partitionKeys);
        }
    }

    /// It goes to the error output as it was before it was processed.
    record Failed(Failure failure) implements Processed {}
}
