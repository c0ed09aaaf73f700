/// The REST-JSON protocol of AWS: one [RestService] per service. An operation is known by method
/// and path; where its members stand (path, query, header, body) the SDK's model classes say.
package io.hydrant.wire.rest;
