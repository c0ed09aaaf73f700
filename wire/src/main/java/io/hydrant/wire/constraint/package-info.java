/// What the official service models demand of a request, as data.
///
/// A table per service is generated from the model and committed; what the service is known to do
/// differently stands in an overrides file beside it. No limit of a request is written as code.
package io.hydrant.wire.constraint;
