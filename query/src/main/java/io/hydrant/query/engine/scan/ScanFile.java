package io.hydrant.query.engine.scan;

import io.hydrant.storage.object.StoredObject;

/// An object that is read.
record ScanFile(ScanPartition partition, StoredObject object) {}
