package io.hydrant.catalog.crawler;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.crawler.CatalogUpdate.Occasion;
import io.hydrant.catalog.crawler.CrawlPlan.Target;
import io.hydrant.catalog.crawler.Folder.FileFound;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.formats.footer.UnreadableFooter;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.storage.object.StoredObject;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// One crawl. For one thread.
final class Crawl {
    private static final int LISTED = 1000;
    private static final int FOLDERS_MAX = 100_000;
    private static final int SAMPLES_MAX = 2 * FOLDERS_MAX;

    private final Catalog catalog;
    private final ObjectStore objects;
    private final BooleanSupplier stopped;
    private final Consumer<String> log;
    private final Classifier classifier;
    private int folders;
    private int samples;

    /// @param stopped asked between steps
    Crawl(Catalog catalog, ObjectStore objects, BooleanSupplier stopped, Consumer<String> log) {
        this.catalog = catalog;
        this.objects = objects;
        this.stopped = stopped;
        this.log = log;
        this.classifier = new Classifier(objects);
    }

    /// @throws CrawlFailed when it cannot be finished or was stopped; what was written stays
    CrawlCounts run(StoredDatabase database, CrawlPlan plan, Occasion occasion) throws CrawlFailed {
        CatalogUpdate update = new CatalogUpdate(catalog, database, plan, occasion, log);
        CrawlCounts counts = CrawlCounts.NONE;
        for (Target target : plan.targets()) {
            Folder root = listed(target);
            look(target, root);
            log.accept(
                    "Classification complete, writing results to database "
                            + database.shape().name());
            int depth = 1 + (int) target.prefix().chars().filter(c -> c == '/').count();
            for (FoundTable found : new TableLayout(plan.level()).tables(root, depth)) {
                check();
                counts = counts.and(update.write(target, found));
            }
        }
        return counts.and(update.finish());
    }

    private void check() throws CrawlFailed {
        if (stopped.getAsBoolean()) {
            throw new CrawlFailed("The crawl was stopped.");
        }
    }

    private Folder listed(Target target) throws CrawlFailed {
        String path = target.prefix();
        String name =
                path.isEmpty()
                        ? target.bucket()
                        : path.substring(
                                path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1);
        Folder root = new Folder(name, path);
        String after = "";
        List<StoredObject> page;
        do {
            check();
            try {
                page = objects.list(target.bucket(), path, after, LISTED);
            } catch (ObjectStoreException e) {
                throw new CrawlFailed(
                        "s3://%s/%s cannot be listed: %s"
                                .formatted(target.bucket(), path, e.getMessage()),
                        e);
            }
            for (StoredObject object : page) {
                add(root, target, object);
                after = object.address().key();
            }
        } while (page.size() == LISTED);
        return root;
    }

    private void add(Folder root, Target target, StoredObject object) throws CrawlFailed {
        String path = object.address().key().substring(target.prefix().length());
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean hidden = name.isEmpty() || name.startsWith("_") || name.startsWith(".");
        if (hidden || object.bytes() == 0 || target.excludes(path)) {
            return;
        }
        Folder folder = root;
        String[] parts = path.split("/");
        for (int part = 0; part < parts.length - 1; part++) {
            if (!folder.hasChild(parts[part]) && ++folders > FOLDERS_MAX) {
                throw tooMany(FOLDERS_MAX, "folders", target);
            }
            folder = folder.child(parts[part]);
        }
        if (folder.sampleCount() < target.samples() && ++samples > SAMPLES_MAX) {
            throw tooMany(SAMPLES_MAX, "files to look at (a smaller SampleSize has less)", target);
        }
        folder.add(new FileFound(object.address().key(), object.bytes()), target.samples());
    }

    private static CrawlFailed tooMany(int max, String what, Target target) {
        return new CrawlFailed(
                "There are more than %,d %s under s3://%s/%s"
                        .formatted(max, what, target.bucket(), target.prefix()));
    }

    private void look(Target target, Folder folder) throws CrawlFailed {
        Optional<FileSchema> all = Optional.empty();
        for (FileFound file : folder.samples()) {
            check();
            ObjectAddress address = new ObjectAddress(target.bucket(), file.key());
            Optional<FileSchema> one = look(address, file.bytes());
            if (all.isEmpty()) {
                all = one;
            } else if (one.isPresent() && one.get().kind() == all.get().kind()) {
                all =
                        Optional.of(
                                all.get()
                                        .with(
                                                TypeMerge.together(
                                                        all.get().schema(), one.get().schema())));
            } else {
                log.accept(address + " is not of the kind of the files beside it");
            }
        }
        all.ifPresent(folder::looksLike);
        for (Folder child : folder.children()) {
            look(target, child);
        }
    }

    private Optional<FileSchema> look(ObjectAddress address, long bytes) {
        try {
            Optional<FileSchema> found = classifier.look(address, bytes);
            if (found.isEmpty()) {
                log.accept(address + " is of no known kind (UNKNOWN)");
            }
            return found;
        } catch (IOException | UnreadableFooter | ObjectStoreException e) {
            log.accept(address + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
