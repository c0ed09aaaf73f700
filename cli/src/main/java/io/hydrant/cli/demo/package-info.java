/// The tour of `hydrant demo`: a pipeline is built, real trips go through, every number is
/// compared.
///
/// It uses the public API only, so whatever it shows any other client can do.
package io.hydrant.cli.demo;
