/// Packages of functions and layers: kept as they came, and unpacked for those who run them.
package io.hydrant.functions.code;
