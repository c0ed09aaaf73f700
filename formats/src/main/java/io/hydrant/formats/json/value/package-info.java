/// Values out of their text: integers, decimals, dates, timestamps, UTF-8 of limited length.
///
/// Everything here works on ranges of bytes, keeps what it found in itself and allocates nothing,
/// so that both ways of reading a record can use it and cannot disagree. For one thread each.
package io.hydrant.formats.json.value;
