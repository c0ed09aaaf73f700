/// Answers of the data plane, written straight to bytes in the caller's encoding: the records of a
/// large answer are never objects and never in memory together.
package io.hydrant.streams.answer;
