/// Delivery streams: records in through the Firehose API, objects out, each record in exactly one.
package io.hydrant.delivery;
