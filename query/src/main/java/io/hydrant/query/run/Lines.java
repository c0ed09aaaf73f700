package io.hydrant.query.run;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultColumn;
import io.hydrant.query.result.ResultRow;
import io.hydrant.query.result.ResultSink;

import java.util.List;

/// Gives lines of text as rows of one column.
final class Lines {
    private Lines() {}

    static void tell(ResultSink sink, String column, List<String> lines) throws QueryFailure {
        sink.columns(List.of(new ResultColumn(column, "varchar", Integer.MAX_VALUE, 0)));
        for (String line : lines) {
            sink.row(
                    new ResultRow() {
                        @Override
                        public boolean isNull(int at) {
                            return false;
                        }

                        @Override
                        public String text(int at) {
                            return line;
                        }
                    });
        }
    }
}
