package io.hydrant.wire.kpl;

import java.util.Arrays;

/// A list of pairs of numbers that costs eight bytes for each.
final class IntPairs {
    private int[] numbers = new int[16];
    private int count;

    void add(int first, int second) {
        if (2 * count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        numbers[2 * count] = first;
        numbers[2 * count + 1] = second;
        count++;
    }

    int count() {
        return count;
    }

    int first(int index) {
        return numbers[2 * index];
    }

    int second(int index) {
        return numbers[2 * index + 1];
    }
}
