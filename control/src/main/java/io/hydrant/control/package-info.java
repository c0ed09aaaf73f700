/// The versioned store of resources: what users created, durable before they are told.
package io.hydrant.control;
