package io.hydrant.control;

import java.util.List;
import java.util.Optional;

/// Keeps resources durably: when a change returns, it survives `kill -9` and power loss.
///
/// Safe for use by many threads. Names sort by their UTF-8 bytes.
public interface ResourceStore extends AutoCloseable {
    /// Adds a resource at revision 1.
    ///
    /// @throws ResourceExists when the key is taken; nothing changed
    Resource create(ResourceKey key, ResourceContent content);

    Optional<Resource> find(ResourceKey key);

    /// Resources of a scope in order of their names, starting right after a name.
    ///
    /// @param afterName empty to start at the first; need not exist
    /// @param limit at most this many: 1-10,000
    List<Resource> list(ResourceScope scope, String afterName, int limit);

    /// Resources of a scope whose names are in a range, in order of their names.
    ///
    /// @param limit at most this many: 1-10,000
    List<Resource> list(ResourceScope scope, NameRange range, int limit);

    /// The names in a range, in order; what the resources hold is not read.
    ///
    /// @param limit at most this many: 1-10,000
    List<String> names(ResourceScope scope, NameRange range, int limit);

    /// Those of some resources of a scope that there are, in the order asked for; all of them as
    /// they were at one moment.
    ///
    /// @param names at most 10,000
    List<Resource> findAll(ResourceScope scope, List<String> names);

    /// The keys of every resource of a type, in all accounts and regions; in order of account,
    /// region and name.
    List<ResourceKey> keys(String type);

    /// Replaces what a resource holds, provided that nobody changed it meanwhile.
    ///
    /// @param expectedRevision the revision that the new content was made from
    /// @throws ResourceMissing when there is no such resource
    /// @throws RevisionConflict when its revision is another; nothing changed
    Resource update(ResourceKey key, long expectedRevision, ResourceContent content);

    /// Removes a resource, provided that nobody changed it meanwhile.
    ///
    /// @throws ResourceMissing when there is no such resource
    /// @throws RevisionConflict when its revision is another; nothing changed
    void delete(ResourceKey key, long expectedRevision);

    /// Makes changes in their order, all of them or none: what others see, and what a crash leaves,
    /// is never between two of them.
    ///
    /// @param changes at most 10,000; a later one sees what an earlier one did
    /// @throws ResourceStoreException as the first change that cannot be made is refused; nothing
    ///   changed
    void apply(List<ResourceChange> changes);

    /// Waits for changes under way, then releases all files. Every later call fails with
    /// [StoreFailed].
    @Override
    void close();
}
