/// Runs statements of the queries' grammar: puts translation, scans, engine and catalog together.
package io.hydrant.query.run;
