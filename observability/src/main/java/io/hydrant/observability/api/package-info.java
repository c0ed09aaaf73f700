/// The CloudWatch Logs API: one class per operation, or per pair that differs in a word.
package io.hydrant.observability.api;
