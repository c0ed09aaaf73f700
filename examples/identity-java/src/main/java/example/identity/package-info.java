/// A function that changes nothing, for measurements. It needs no library.
package example.identity;
