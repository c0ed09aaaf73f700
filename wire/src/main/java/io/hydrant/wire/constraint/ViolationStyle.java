package io.hydrant.wire.constraint;

/// How a service tells of violations; services differ.
///
/// @param valuesEchoed whether the offending value is shown
/// @param patternFirst whether of one value the pattern comes before the bounds
/// @param countMax how many are told at most
/// @param typePrefix stands before the names of structures within echoed values
record ViolationStyle(boolean valuesEchoed, boolean patternFirst, int countMax, String typePrefix) {
    /// More than any request has members worth telling of.
    static final ViolationStyle DEFAULT = new ViolationStyle(true, false, 1000, "");

    ViolationStyle withValuesEchoed(boolean echoed) {
        return new ViolationStyle(echoed, patternFirst, countMax, typePrefix);
    }

    ViolationStyle withPatternFirst() {
        return new ViolationStyle(valuesEchoed, true, countMax, typePrefix);
    }

    ViolationStyle withCountMax(int max) {
        return new ViolationStyle(valuesEchoed, patternFirst, max, typePrefix);
    }

    ViolationStyle withTypePrefix(String prefix) {
        return new ViolationStyle(valuesEchoed, patternFirst, countMax, prefix);
    }
}
