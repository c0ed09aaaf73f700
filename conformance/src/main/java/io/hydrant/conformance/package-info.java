/// Proof from outside: real clients, faults and kills against a server in a process of its own.
///
/// Nothing here calls a class of the server. What it knows about Hydrant is what every user knows:
/// the command line, the APIs on the port and the files on the disk.
package io.hydrant.conformance;
