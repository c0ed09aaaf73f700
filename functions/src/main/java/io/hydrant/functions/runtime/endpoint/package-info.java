/// The Lambda Runtime API: what a process that runs a function calls to get work and to answer.
///
/// Each execution environment has an endpoint of its own, on a port of the loopback interface, so
/// that one cannot take another's invocations by chance: clients build their addresses as
/// `http://host:port/2018-06-01/...`, and some accept no path in front. [RuntimeSession] is the
/// state machine and knows no HTTP; [RuntimeEndpoint] carries it.
package io.hydrant.functions.runtime.endpoint;
