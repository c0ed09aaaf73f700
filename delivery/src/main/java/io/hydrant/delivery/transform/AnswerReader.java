package io.hydrant.delivery.transform;

/// What a function's answer says of the records that it was sent.
///
/// Source: Firehose Developer Guide, data transformation, and error objects of the service.
final class AnswerReader {
    private AnswerReader() {}

    static Verdicts read(TransformEvent event, byte[] answer) {
        Verdicts verdicts = new Verdicts(event.count(), answer);
        return new AnswerScan(event, answer, verdicts).accepts()
                ? verdicts
                : new AnswerParser(event).read(answer);
    }
}
