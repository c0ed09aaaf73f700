/// Values as jq 1.6 reads and writes them: JSON bytes, numbers, times.
///
/// Both ways of evaluating stand on these, so that they cannot differ here.
package io.hydrant.delivery.jq.value;
