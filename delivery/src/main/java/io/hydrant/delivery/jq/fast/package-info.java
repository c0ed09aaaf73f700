/// Evaluates common queries over the bytes of a record, without trees.
///
/// Only what it surely can is decided here: values that are found and whose functions succeed.
/// Every failure and every doubt is left to the general way, which then tells what is wrong.
package io.hydrant.delivery.jq.fast;
