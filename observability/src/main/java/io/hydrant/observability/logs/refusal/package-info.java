/// What is refused about log groups and streams, in domain terms.
package io.hydrant.observability.logs.refusal;
