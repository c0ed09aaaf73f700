/// The user's function as a stage of delivery: batches of records go to it as events, its answers
/// become frames of the processed log. See decision 11.
package io.hydrant.delivery.transform;
