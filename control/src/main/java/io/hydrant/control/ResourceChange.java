package io.hydrant.control;

/// One of several changes that are made together or not at all.
public sealed interface ResourceChange {
    ResourceKey key();

    /// Adds a resource at revision 1; refused with [ResourceExists] when the key is taken.
    record Create(ResourceKey key, ResourceContent content) implements ResourceChange {}

    /// Replaces what a resource holds; refused with [ResourceMissing] or [RevisionConflict].
    record Update(ResourceKey key, long expectedRevision, ResourceContent content)
            implements ResourceChange {}

    /// Removes a resource; refused with [ResourceMissing] or [RevisionConflict].
    record Delete(ResourceKey key, long expectedRevision) implements ResourceChange {}

    /// Removes a resource whatever its revision; nothing happens when it is not there.
    record Discard(ResourceKey key) implements ResourceChange {}
}
