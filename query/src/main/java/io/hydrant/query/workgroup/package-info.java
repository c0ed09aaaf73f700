/// Work groups: where their queries write, what these may read, who may start any.
///
/// Every account has `primary` in every region, from its first look on. A work group's
/// configuration is kept as the service shows it; what stands in it and is not acted upon is
/// refused when it is set, but for what the reference lists.
package io.hydrant.query.workgroup;
