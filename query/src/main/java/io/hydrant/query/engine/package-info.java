/// The engine that runs queries: opened with the first statement, a session for each that runs.
///
/// Its locks stand behind the translation: it reads no file but those that were linked into the
/// folder of running statements, changes no settings, loads nothing, opens no network.
package io.hydrant.query.engine;
