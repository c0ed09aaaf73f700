/// The Glue Data Catalog's API: one class per operation.
package io.hydrant.catalog.api;
