/// Event patterns: which records of a stream a function is to see.
package io.hydrant.functions.pattern;
