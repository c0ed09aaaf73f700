package io.hydrant.control;

import io.hydrant.testkit.SimulatedClock;

final class InMemoryResourceStoreTest extends ResourceStoreContract {
    @Override
    ResourceStore openEmptyStore(SimulatedClock clock) {
        return new InMemoryResourceStore(clock);
    }
}
