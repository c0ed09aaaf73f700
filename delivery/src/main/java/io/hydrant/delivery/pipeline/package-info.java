/// Runs delivery streams: from the log through the stages to objects, each record exactly once.
package io.hydrant.delivery.pipeline;
