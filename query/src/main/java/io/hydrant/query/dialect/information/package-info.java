/// The schema `information_schema`: databases, tables, views and columns of the catalog as tables.
///
/// Their rows are read from the catalog while a query is translated and put into its text, so the
/// engine knows nothing of them.
package io.hydrant.query.dialect.information;
