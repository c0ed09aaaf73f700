/// Makes columnar files of JSON records, by the schema of a table.
///
/// What an object is made by is settled once, in the terms of its intent; rendering it depends on
/// nothing else, so it can be repeated at any time. A record either has rows in the file or a line
/// in the object of errors.
package io.hydrant.delivery.convert;
