/// What a person sees: plain lines everywhere, and on a terminal also progress bars and colour.
///
/// Output that another program reads never depends on what kind of terminal there is.
package io.hydrant.cli.terminal;
