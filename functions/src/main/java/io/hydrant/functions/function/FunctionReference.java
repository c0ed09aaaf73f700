package io.hydrant.functions.function;

import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a request names a function: by name, partial or full ARN, perhaps with a qualifier.
///
/// @param qualifier a version, an alias or `$LATEST`; empty without one
public record FunctionReference(FunctionName name, Optional<String> qualifier) {
    public static final String LATEST = "$LATEST";

    /// Whose functions a request may mean.
    public record Home(AccountId account, Region region) {
        public FunctionName function(String name) {
            return new FunctionName(account, region, name);
        }
    }

    /// @throws InvalidParameter when two different qualifiers are given
    /// @throws NotFound for another region or account
    public static FunctionReference of(String text, Optional<String> qualifier, Home home) {
        FunctionReference derived = of(text, home);
        Optional<String> given = qualifier.filter(value -> !value.isEmpty());
        if (given.isEmpty()) {
            return derived;
        }
        if (derived.qualifier.isPresent() && !derived.qualifier.equals(given)) {
            throw new InvalidParameter(
                    "The derived qualifier from the function name does not match the specified"
                            + " qualifier.");
        }
        return new FunctionReference(derived.name, given);
    }

    /// Of any account and region.
    ///
    /// @throws InvalidParameter when it is no ARN of a function
    public static FunctionReference ofArn(String arn) {
        String[] parts = arn.split(":", -1);
        if (parts.length < 7 || !parts[0].equals("arn") || !parts[2].equals("lambda")) {
            throw new InvalidParameter("'" + arn + "' is not the ARN of a function");
        }
        Home home = new Home(new AccountId(parts[4]), new Region(parts[3]));
        return of(arn, Optional.empty(), home);
    }

    private static FunctionReference of(String text, Home home) {
        List<String> parts = Arrays.asList(text.split(":", -1));
        int mark = parts.size() == 2 ? -1 : parts.indexOf("function");
        List<String> resource = parts.subList(mark + 1, parts.size());
        if (mark > 0) {
            requireHome(parts.subList(0, mark), text, home);
        }
        if (resource.isEmpty() || resource.size() > 2) {
            throw new InvalidParameter("'" + text + "' names no function");
        }
        Optional<String> qualifier =
                resource.size() == 2 ? Optional.of(resource.get(1)) : Optional.empty();
        return new FunctionReference(home.function(resource.getFirst()), qualifier);
    }

    /// @param before what stands before `function`: an account, perhaps a region, perhaps an ARN's
    ///   beginning
    private static void requireHome(List<String> before, String text, Home home) {
        String account = before.getLast();
        String region = before.size() > 1 ? before.get(before.size() - 2) : home.region().value();
        if (!region.equals(home.region().value())) {
            throw new NotFound(
                    "Functions from '"
                            + region
                            + "' are not reachable in this region ('"
                            + home.region()
                            + "')");
        }
        if (!account.equals(home.account().value())) {
            throw new NotFound("Function not found: " + text);
        }
    }

    /// With the qualifier, if there is one.
    public String arn() {
        return name.arn() + qualifier.map(text -> ":" + text).orElse("");
    }

    /// The qualifier, unless it names what no qualifier names.
    public Optional<String> special() {
        return qualifier.filter(text -> !text.equals(LATEST));
    }
}
