/// What commands read: files, folders and objects of buckets, unpacked.
///
/// Objects come in the order of their names, one is open at a time, and none is held whole.
package io.hydrant.cli.source;
