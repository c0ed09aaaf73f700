/// What `hydrant query` does: parts a script into statements, has the server run them, and renders
/// their results. All is asked of the Athena and the S3 API.
package io.hydrant.cli.query;
