/// The versioned store of resources: what users created, durable before they are told.
///
/// The store knows keys, revisions and tags; what a body says is its owner's business. A change
/// names the revision it was made from, so that two writers never overwrite each other unseen.
package io.hydrant.control;
