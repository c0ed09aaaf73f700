/// The Kinesis Data Streams API, version 2013-12-02: one class per operation.
package io.hydrant.streams.api;
