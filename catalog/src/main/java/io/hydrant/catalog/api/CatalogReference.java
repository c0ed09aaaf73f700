package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.refusal.NotAuthorized;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableName;
import io.hydrant.kernel.name.Arn;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.json.ApiCall;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The catalog, and what in it, a request means.
final class CatalogReference {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:aws[^:]*:glue:([a-z0-9-]+):([0-9]{12}):"
                            + "(?:database/(?<database>[^/]+)|table/(?<of>[^/]+)/(?<table>[^/]+)"
                            + "|crawler/(?<crawler>.+))");

    private CatalogReference() {}

    /// A request that names no catalog means that of its caller.
    ///
    /// @param catalogId null when the request names none
    /// @throws NotAuthorized when it is another account's
    /// @throws EntityNotFound when it is no account's
    static CatalogScope scope(ApiCall call, String catalogId) {
        return scope(call.caller(), Optional.ofNullable(catalogId));
    }

    private static CatalogScope scope(Caller caller, Optional<String> catalogId) {
        String id = catalogId.orElse(caller.account().value());
        if (!ACCOUNT.matcher(id).matches()) {
            throw new EntityNotFound("Catalog " + id + " not found.");
        }
        if (!id.equals(caller.account().value())) {
            throw new NotAuthorized(
                    "User: %s is not authorized to access the catalog of account %s."
                            .formatted(callerArn(caller), id));
        }
        return new CatalogScope(caller.account(), caller.region());
    }

    static TableName table(ApiCall call, String catalogId, String database, String table) {
        CatalogScope scope = scope(call, catalogId);
        return new TableName(scope.account(), scope.region(), database, table);
    }

    /// Every access key of an account stands for the account itself.
    static String callerArn(Caller caller) {
        return new Arn(caller.region().partition(), "iam", "", caller.account().value(), "root")
                .toString();
    }

    /// What has tags.
    sealed interface Tagged {
        record OfDatabase(CatalogScope scope, String name) implements Tagged {}

        record OfTable(TableName name) implements Tagged {}

        record OfCrawler(CatalogScope scope, String name) implements Tagged {}
    }

    /// @throws InvalidInput when it is the ARN of nothing that has tags here
    static Tagged tagged(ApiCall call, String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new InvalidInput(
                    arn
                            + " is not the ARN of a database, table or crawler; nothing else has"
                            + " tags here.");
        }
        if (!matcher.group(1).equals(call.caller().region().value())) {
            throw new InvalidInput(
                    "%s is of another region than the request, %s."
                            .formatted(arn, call.caller().region()));
        }
        CatalogScope scope = scope(call, matcher.group(2));
        if (matcher.group("crawler") != null) {
            return new Tagged.OfCrawler(scope, matcher.group("crawler"));
        }
        if (matcher.group("table") != null) {
            return new Tagged.OfTable(
                    new TableName(
                            scope.account(),
                            scope.region(),
                            matcher.group("of"),
                            matcher.group("table")));
        }
        return new Tagged.OfDatabase(scope, matcher.group("database"));
    }
}
