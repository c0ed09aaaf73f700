package io.hydrant.functions.remote;

import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.util.Optional;

/// Which functions are meant: all of an account in a region, one, or one version or alias of it.
///
/// @param name all functions when empty
/// @param qualifier every version and alias, and none, when empty
public record RemoteScope(
        AccountId account, Region region, Optional<String> name, Optional<String> qualifier) {
    private static final String RULE =
            " must be the ARN of a function, such as"
                + " arn:aws:lambda:eu-west-1:123456789012:function:NAME or function:NAME:QUALIFIER,"
                + " or function:* for all of the account and region";

    public RemoteScope {
        name.ifPresent(text -> new FunctionName(account, region, text));
    }

    /// @throws InvalidArgument when it is none
    public static RemoteScope of(String arn) {
        String[] parts = arn.split(":", -1);
        boolean function =
                (parts.length == 7 || parts.length == 8)
                        && parts[0].equals("arn")
                        && parts[2].equals("lambda")
                        && parts[5].equals("function");
        boolean all = function && parts[6].equals("*");
        boolean qualified = function && parts.length == 8;
        if (!function
                || (all && qualified)
                || (qualified && !parts[7].matches("\\$LATEST|[A-Za-z0-9_-]{1,128}"))) {
            throw new InvalidArgument("'" + arn + "'" + RULE);
        }
        Region region = new Region(parts[3]);
        if (!parts[1].equals(region.partition())) {
            throw new InvalidArgument(
                    "'" + arn + "' names the partition " + parts[1] + ", which has no " + region);
        }
        return new RemoteScope(
                new AccountId(parts[4]),
                region,
                all ? Optional.empty() : Optional.of(parts[6]),
                qualified ? Optional.of(parts[7]) : Optional.empty());
    }

    /// Whether it means all functions of its account and region.
    public boolean isGeneral() {
        return name.isEmpty();
    }

    boolean covers(FunctionReference function) {
        return function.name().account().equals(account)
                && function.name().region().equals(region)
                && (name.isEmpty() || name.get().equals(function.name().name()))
                && (qualifier.isEmpty()
                        || qualifier
                                .get()
                                .equals(function.qualifier().orElse(FunctionReference.LATEST)));
    }

    /// The more, the fewer functions it means.
    int precision() {
        return (name.isPresent() ? 1 : 0) + (qualifier.isPresent() ? 1 : 0);
    }

    @Override
    public String toString() {
        return "arn:"
                + region.partition()
                + ":lambda:"
                + region
                + ":"
                + account
                + ":function:"
                + name.orElse("*")
                + qualifier.map(text -> ":" + text).orElse("");
    }
}
