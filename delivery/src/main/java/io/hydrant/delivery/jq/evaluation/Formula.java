package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

/// A term that has exactly one output, computed from what a scan kept.
@FunctionalInterface
interface Formula {
    /// @param input what `.` is, where it is not a part of the record
    /// @throws ProgramError where the general way will tell the error
    /// @throws Doubt where it cannot be told
    JsonNode value(RecordScan scan, JsonNode input);

    /// A value of the record as it is.
    record Kept(int slot) implements Formula {
        @Override
        public JsonNode value(RecordScan scan, JsonNode input) {
            return scan.value(slot);
        }
    }
}
