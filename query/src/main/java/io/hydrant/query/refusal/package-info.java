/// Why requests about queries are refused.
package io.hydrant.query.refusal;
