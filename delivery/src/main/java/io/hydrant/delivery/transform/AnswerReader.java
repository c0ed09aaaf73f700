package io.hydrant.delivery.transform;

import io.hydrant.functions.runtime.Payload;

/// What a function's answer says of the records that it was sent.
///
/// Source: Firehose Developer Guide, data transformation, and error objects of the service.
final class AnswerReader {
    private AnswerReader() {}

    /// @param arrays where data goes to, see [Verdicts#decoded()]
    static Verdicts read(TransformEvent event, Payload answer, PayloadArrays arrays) {
        Verdicts verdicts = new Verdicts(event.count(), answer, arrays);
        if (new AnswerScan(event, answer, verdicts).accepts()) {
            return verdicts;
        }
        arrays.give(verdicts.decoded().array());
        return new AnswerParser(event).read(answer);
    }
}
