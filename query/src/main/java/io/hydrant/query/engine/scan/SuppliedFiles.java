package io.hydrant.query.engine.scan;

import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.spool.FileSupply;
import io.hydrant.query.refusal.QueryFailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Puts the files of a relation into the folder of its statement.
record SuppliedFiles(EngineSession session, TableLayout table, FileSupply.Use use) {

    List<Path> supply(Path root, List<ScanFile> files) throws QueryFailure {
        List<Path> paths = new ArrayList<>(files.size());
        Set<Path> folders = new HashSet<>();
        for (int i = 0; i < files.size(); i++) {
            session.running().check();
            ScanFile file = files.get(i);
            Path path = path(table, root, file, i);
            if (folders.add(path.getParent())) {
                makeFolder(path.getParent());
            }
            use.supply(file.object(), file.partition().format(), table.schema(), path);
            paths.add(path);
        }
        return paths;
    }

    static Path path(TableLayout table, Path root, ScanFile file, int number) throws QueryFailure {
        Path folder = root;
        List<String> values = file.partition().values();
        for (int k = 0; k < values.size(); k++) {
            folder = folder.resolve(PathValues.name(table.keys().get(k), values.get(k)));
        }
        return folder.resolve("f" + number + ".parquet");
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
