/// The text of a jq 1.6 program, and the tree it stands for.
///
/// Only what jq 1.6 parses is accepted: an object's value may use `|` but needs parentheses around
/// any other operator. Nothing here evaluates anything.
package io.hydrant.delivery.jq.syntax;
