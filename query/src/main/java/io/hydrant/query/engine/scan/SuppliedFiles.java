package io.hydrant.query.engine.scan;

import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.spool.FileSupply;
import io.hydrant.query.refusal.QueryFailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Puts the files of a relation into the folder of its statement.
record SuppliedFiles(EngineSession session, TableLayout table, FileSupply.Use use) {

    void supply(FilePlaces places, List<ScanFile> files) throws QueryFailure {
        Set<Path> folders = new HashSet<>();
        for (int i = 0; i < files.size(); i++) {
            session.running().check();
            ScanFile file = files.get(i);
            Path path = places.paths().get(i);
            if (folders.add(path.getParent())) {
                makeFolder(path.getParent());
            }
            use.supply(file.object(), file.partition().format(), table.schema(), path);
        }
    }

    private static void makeFolder(Path folder) throws QueryFailure {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new QueryFailure(
                    QueryFailure.Cause.SYSTEM,
                    "GENERIC_INTERNAL_ERROR: the folder of a statement cannot be made: " + e,
                    e);
        }
    }
}
