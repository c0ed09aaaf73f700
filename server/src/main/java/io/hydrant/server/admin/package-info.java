/// The server's own endpoints under `/_hydrant/`: for operators and for the command line.
package io.hydrant.server.admin;
