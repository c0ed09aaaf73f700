package io.hydrant.storage.file;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.time.Instant;

/// A bucket of the file store.
public record Bucket(String name, Region region, AccountId owner, Instant created) {}
