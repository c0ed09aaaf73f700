package io.hydrant.kernel.name;

import io.hydrant.kernel.error.InvalidArgument;

/// The account that owns resources: twelve digits.
public record AccountId(String value) {
    public static final AccountId DEFAULT = new AccountId("000000000000");

    public AccountId {
        if (value.length() != 12 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new InvalidArgument("account id must be 12 digits but was '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
