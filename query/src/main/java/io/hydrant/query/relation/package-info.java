/// What names in queries stand for: tables and views of the catalog.
package io.hydrant.query.relation;
