/// What the engine needs to know of a delivery stream, derived from its stored configuration.
///
/// The API's package turns requests into a [DeliveryPlan]; the engine never sees the wire's types.
package io.hydrant.delivery.plan;
