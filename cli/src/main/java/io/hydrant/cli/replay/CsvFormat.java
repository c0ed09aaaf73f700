package io.hydrant.cli.replay;

import io.hydrant.cli.producer.JsonBytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows of CSV; each becomes a JSON object, empty fields left out.
final class CsvFormat implements LineFormat {
    private final List<CsvColumn> columns;
    private final int timeColumn;
    private final boolean trips;
    private final CsvFields fields = new CsvFields();
    private final JsonBytes json = new JsonBytes(512);

    private CsvFormat(List<CsvColumn> columns, int timeColumn, boolean trips) {
        this.columns = columns;
        this.timeColumn = timeColumn;
        this.trips = trips;
    }

    /// Reads a header.
    ///
    /// @param timeField the name of a column, or of a field of trips
    static CsvFormat of(byte[] header, String timeField) throws BrokenLine {
        CsvFields fields = new CsvFields();
        fields.part(header);
        List<String> names = new ArrayList<>();
        for (int field = 0; field < fields.count(); field++) {
            names.add(fields.text(field));
        }
        Optional<List<CsvColumn>> trips = TripColumns.of(names);
        List<CsvColumn> columns =
                trips.orElseGet(
                        () ->
                                names.stream()
                                        .map(name -> new CsvColumn(name, CsvColumn.Kind.ANY))
                                        .toList());
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).name().equals(timeField)
                    || names.get(column).equals(timeField)) {
                return new CsvFormat(columns, column, trips.isPresent());
            }
        }
        throw new BrokenLine(
                "there is no column %s; --time-column names the one with the time of the event: %s"
                        .formatted(timeField, String.join(", ", names)));
    }

    @Override
    public boolean isOpen(byte[] line) {
        return CsvFields.isOpen(line);
    }

    @Override
    public Event read(byte[] line) throws BrokenLine {
        fields.part(line);
        checkCount();
        if (fields.isEmpty(timeColumn)) {
            throw new BrokenLine(columns.get(timeColumn).name() + " is empty");
        }
        long time = EventTime.parse(fields.row(), fields.start(timeColumn), fields.end(timeColumn));
        json.clear();
        String separator = "{";
        for (int column = 0; column < columns.size(); column++) {
            if (!fields.isEmpty(column)) {
                json.ascii(separator);
                columns.get(column).write(fields, column, json);
                separator = ",";
            }
        }
        if (!trips) {
            json.ascii("}\n");
        }
        return new Event(time, json.toBytes(), trips);
    }

    /// Rows may end in more fields than the header has, as long as they are empty: the TLC's files
    /// of 2016 do.
    private void checkCount() throws BrokenLine {
        boolean empty = true;
        for (int field = columns.size(); field < fields.count(); field++) {
            empty &= fields.isEmpty(field);
        }
        if (fields.count() < columns.size() || !empty) {
            throw new BrokenLine(
                    "the row has %d fields, the header %d"
                            .formatted(fields.count(), columns.size()));
        }
    }
}
