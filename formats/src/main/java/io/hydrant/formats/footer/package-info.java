/// What columnar files say of themselves in their footers.
package io.hydrant.formats.footer;
