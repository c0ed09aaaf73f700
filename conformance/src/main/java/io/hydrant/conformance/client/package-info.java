/// Clients of a running server: the AWS SDK's own, and signed requests for Hydrant's own API.
package io.hydrant.conformance.client;
