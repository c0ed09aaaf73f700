/// Functions, their versions and their code.
package io.hydrant.functions.function;
