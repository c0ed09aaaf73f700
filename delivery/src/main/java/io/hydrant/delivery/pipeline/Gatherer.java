package io.hydrant.delivery.pipeline;

import io.hydrant.catalog.table.TableVersion;
import io.hydrant.delivery.buffer.Gathering;
import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.convert.EarlyRows;
import io.hydrant.delivery.convert.EarlyTable;
import io.hydrant.delivery.gather.RecordForm;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.SplitFrame;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/// Begins the copies of what waits in open partitions by one plan: as rows, if there is a table
/// that can be used. For one thread.
final class Gatherer {
    private static final Logger LOG = LoggerFactory.getLogger(Gatherer.class);

    private final RecordMemory memory;
    private final ConversionPlanner conversions;
    private final Optional<Conversion> conversion;
    private Optional<TableVersion> seen = Optional.empty();
    private Optional<EarlyTable> table = Optional.empty();
    private Optional<EarlyTable> next = Optional.empty();
    private Optional<EarlyRows> rows = Optional.empty();

    Gatherer(DeliveryPlan plan, RecordMemory memory, ConversionPlanner conversions) {
        this.memory = memory;
        this.conversions = conversions;
        this.conversion = plan.conversion();
    }

    /// The table that all copies are rows of which were begun since it was renewed.
    Optional<EarlyTable> table() {
        return table;
    }

    /// Looks at the table, and says whether it makes another file of records than before.
    boolean seesOtherTable() {
        Optional<TableVersion> found = conversion.flatMap(conversions::find);
        if (found.equals(seen)) {
            return false;
        }
        seen = found;
        next = found.flatMap(it -> conversions.early(it, conversion.orElseThrow()));
        return next.isPresent() != table.isPresent()
                || next.isPresent() && !next.get().makesTheSame(table.get());
    }

    /// Goes over to the table that was seen last.
    void renew() {
        table = next;
        rows = Optional.empty();
        try {
            rows = table.map(it -> conversions.rows(it, conversion.orElseThrow()));
        } catch (RuntimeException e) {
            // Objects are converted all the same, or say why they are not.
            LOG.warn("records of {} are kept as they come", conversion.orElseThrow().table(), e);
        }
    }

    Gathering begin() {
        return rows.isPresent()
                ? new Gathering(memory.store(rows.get().form()), rows.get()::copy)
                : new Gathering(memory.store(RecordForm.DELIVERED), SplitFrame::data);
    }
}
