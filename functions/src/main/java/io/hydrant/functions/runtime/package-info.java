/// Processes that run functions, and the Runtime API that they speak.
///
/// An execution environment is one process with its children and its folder; it serves one
/// invocation at a time, stays warm in between, and is recycled when it is idle or broken.
package io.hydrant.functions.runtime;
