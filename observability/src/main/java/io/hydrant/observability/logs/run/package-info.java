/// The files that hold the events of log streams: their lines, and reading them in an order.
///
/// A run is a file of lines whose timestamps never fall. An event older than the last of its run
/// begins or continues another, so that reading in order of time is a merge of runs.
package io.hydrant.observability.logs.run;
