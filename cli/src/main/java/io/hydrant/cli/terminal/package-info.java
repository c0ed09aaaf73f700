/// What a person sees and waits for: plain lines everywhere, and on a terminal also progress bars
/// and colour; failures as one sentence.
///
/// Output that another program reads never depends on what kind of terminal there is.
package io.hydrant.cli.terminal;
