/// Sends recorded events again as if they happened now, or faster: `hydrant replay`.
///
/// A source is a list of objects, unpacked into documents, read into events, put in order, and
/// paced by the times of the events. Every stage is pulled by the next and holds a bounded part of
/// the source, however large that is.
package io.hydrant.cli.replay;
