/// What the server shows of itself: metrics, health and delivery logs.
///
/// Features never depend on this module: they count through [io.hydrant.kernel.telemetry.Telemetry]
/// and the server hands them the rest as plain functions.
package io.hydrant.observability;
