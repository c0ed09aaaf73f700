/// Statements, what running one needs and gives, and how one fails.
package io.hydrant.query.statement;
