/// Answers that go on: framed messages, one after the other, as
/// `application/vnd.amazon.eventstream`.
///
/// ```
/// u32 total length | u32 length of headers | u32 CRC-32 of these 8 bytes
/// headers: u8 name length, name, u8 type 7, u16 value length, value
/// payload
/// u32 CRC-32 of everything before it
/// ```
///
/// All numbers are big-endian. Headers of other types exist; AWS's JSON services use text only.
///
/// Source: Smithy 2.0, Amazon Event Stream Specification.
package io.hydrant.wire.eventstream;
