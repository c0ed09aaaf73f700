/// Types of the dialect: their names for clients and in the engine, and which become which.
package io.hydrant.query.dialect.type;
