/// Why something asked of the catalog is refused.
package io.hydrant.catalog.refusal;
