package io.hydrant.query.api;

import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.store.ListPlace;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.wire.json.ApiCall;

import java.util.Optional;

/// What members of many requests mean.
final class Requests {
    private static final String CATALOG = "AwsDataCatalog";

    private Requests() {}

    static QueryScope scope(ApiCall call) {
        return new QueryScope(call.caller().account(), call.caller().region());
    }

    /// @param name null when the request names none
    static String workGroup(String name) {
        return Optional.ofNullable(name).orElse(WorkGroups.PRIMARY);
    }

    /// @param given null or 0 when the request says nothing
    static int limit(Integer given, int otherwise) {
        return given == null || given == 0 ? otherwise : given;
    }

    /// Where a listing goes on; empty at its start.
    ///
    /// @param token null when the request has none
    static String after(String kind, String token) {
        return ListPlace.of(kind, Optional.ofNullable(token)).orElse("");
    }

    /// @return null at the end, as models have it
    static String token(String kind, Optional<String> last) {
        return last.map(place -> ListPlace.token(kind, place)).orElse(null);
    }

    /// @throws InvalidRequest when it is not the one catalog there is
    static void requireCatalog(String name) {
        if (!name.equalsIgnoreCase(CATALOG)) {
            throw new InvalidRequest(
                    InvalidRequest.Code.RESOURCE_NOT_FOUND,
                    "Catalog " + name + " is not found; there is only " + CATALOG + ".");
        }
    }
}
