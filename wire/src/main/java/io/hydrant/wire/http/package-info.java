/// A request and a response of HTTP as values, independent of the server that carries them.
package io.hydrant.wire.http;
