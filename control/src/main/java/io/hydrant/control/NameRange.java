package io.hydrant.control;

/// Names between two others, neither of them included, in order of their UTF-8 bytes.
///
/// @param after empty to start at the first name
public record NameRange(String after, String before) {
    /// The rest of the range, right after a name in it.
    public NameRange startingAfter(String name) {
        return new NameRange(name, before);
    }
}
