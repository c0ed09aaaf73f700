/// Texts of statements before they are read: what the parser could not bear is refused first.
package io.hydrant.query.dialect.text;
