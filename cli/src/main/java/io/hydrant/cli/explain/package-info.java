/// What `hydrant explain` reads and shows: records from files, explanations for people.
package io.hydrant.cli.explain;
