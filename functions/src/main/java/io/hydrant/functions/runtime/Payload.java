package io.hydrant.functions.runtime;

import io.hydrant.kernel.error.InvalidArgument;

import java.util.Arrays;
import java.util.Optional;

/// What is sent to a function, or comes back from one: the first bytes of an array.
///
/// Large arrays cost more to make than to fill. Who invokes with many large events can use theirs
/// again: the array of an event once its lender knows that it was sent, and an array that was lent
/// for the answer when it comes back with the outcome. One that does not come back may still be
/// written to and must not be used again.
///
/// @param array does not change while the payload is in use
/// @param length from 0 to the array's
/// @param lender of the array, and of one for the answer
public record Payload(byte[] array, int length, Lender lender) {
    /// Lends arrays for one invocation. Safe for use by many threads.
    public interface Lender {
        /// Lends nothing.
        Lender NONE =
                new Lender() {
                    @Override
                    public Optional<byte[]> arrayForAnswer(int bytes) {
                        return Optional.empty();
                    }

                    @Override
                    public void eventIsSent() {}
                };

        /// Asked at most once.
        ///
        /// @return an array of at least so many bytes; empty for a new one
        Optional<byte[]> arrayForAnswer(int bytes);

        /// The array of the event is not read any more.
        void eventIsSent();
    }

    public Payload {
        if (length < 0 || length > array.length) {
            throw new InvalidArgument("length must be 0-" + array.length + " but was " + length);
        }
    }

    /// All of an array, which nobody uses again.
    public static Payload of(byte[] whole) {
        return new Payload(whole, whole.length, Lender.NONE);
    }

    /// Copied only if the array is longer.
    public byte[] toBytes() {
        return length == array.length ? array : Arrays.copyOf(array, length);
    }
}
