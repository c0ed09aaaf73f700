/// The tour of `hydrant demo`: real trips in, objects out, every record checked.
///
/// It uses the public API only, so whatever it shows any other client can do.
package io.hydrant.cli.demo;
