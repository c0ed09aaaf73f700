/// Delivery streams as resources: what a user configured, by which rules, and in which state it is.
///
/// Destination configurations are kept as the service describes them, in the SDK's model classes:
/// they are our vocabulary for configurations, so that no member can be forgotten. The JSON they
/// travel in, errors and their codes are the API's business.
package io.hydrant.delivery.stream;
