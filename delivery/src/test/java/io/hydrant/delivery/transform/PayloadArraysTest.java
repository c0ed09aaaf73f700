package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.functions.runtime.Payload;

import org.junit.jupiter.api.Test;

class PayloadArraysTest {
    private static final int MIB = 1 << 20;
    private final PayloadArrays arrays = new PayloadArrays(8 * MIB);

    @Test
    void givesOutWhatCameBack() {
        byte[] array = arrays.take(3 * MIB);
        arrays.give(array);
        assertThat(arrays.take(3 * MIB - 5)).isSameAs(array);
        assertThat(arrays.take(3 * MIB - 5)).isNotSameAs(array);
    }

    @Test
    void anArrayIsLongEnoughAndNotMuchLonger() {
        arrays.give(new byte[4 * MIB]);
        assertThat(arrays.take(4 * MIB + 1)).hasSize(4 * MIB + MIB / 4);
        assertThat(arrays.take(3 * MIB - 1)).hasSize(3 * MIB);
        assertThat(arrays.take(3 * MIB)).hasSize(4 * MIB);
    }

    @Test
    void keepsNoMoreThanItsBoundAndTheYoungest() {
        byte[] first = arrays.take(5 * MIB);
        byte[] second = arrays.take(5 * MIB);
        arrays.give(first);
        arrays.give(second);
        assertThat(arrays.take(5 * MIB)).isSameAs(second);
        assertThat(arrays.take(5 * MIB)).isNotSameAs(first);
    }

    @Test
    void neitherKeepsWhatIsSmallNorWhatIsLargerThanItsBound() {
        byte[] small = arrays.take(100);
        arrays.give(small);
        assertThat(arrays.take(100)).hasSize(100).isNotSameAs(small);
        byte[] large = new byte[9 * MIB];
        arrays.give(large);
        assertThat(arrays.take(9 * MIB)).isNotSameAs(large);
    }

    @Test
    void anEventThatMayStillBeReadIsNotUsedAgain() {
        Loan loan = new Loan(arrays);
        Payload event = new Payload(arrays.take(MIB), 10, loan);
        byte[] lent = loan.arrayForAnswer(4 * MIB).orElseThrow();
        loan.end(event, new Payload(lent, 10, Payload.Lender.NONE));
        assertThat(arrays.take(MIB)).isNotSameAs(event.array()).isNotSameAs(lent);
        assertThat(arrays.take(4 * MIB)).isSameAs(lent);
    }

    @Test
    void anArrayThatDidNotComeBackIsNotUsedAgain() {
        Loan loan = new Loan(arrays);
        Payload event = new Payload(arrays.take(MIB), 10, loan);
        byte[] lent = loan.arrayForAnswer(4 * MIB).orElseThrow();
        loan.eventIsSent();
        byte[] other = new byte[4 * MIB];
        loan.end(event, Payload.of(other));
        assertThat(arrays.take(MIB)).isSameAs(event.array());
        assertThat(arrays.take(4 * MIB)).isNotSameAs(lent).isNotSameAs(other);
    }
}
