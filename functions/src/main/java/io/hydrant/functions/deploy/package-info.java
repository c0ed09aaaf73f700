/// What changes functions: creation, new code, new configuration, versions, removal.
///
/// Code is unpacked before a request is answered, so a function is ready at once; that it is not
/// yet is told for the moment between the answer and a step in the background, as clients expect.
package io.hydrant.functions.deploy;
