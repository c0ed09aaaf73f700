/// One class per command: its options, its help and the order of its steps.
///
/// A command writes to the [io.hydrant.cli.terminal.Terminal] it is given, fails with
/// [io.hydrant.cli.terminal.CommandFailed], and leaves the work to the package it is about.
package io.hydrant.cli.command;
