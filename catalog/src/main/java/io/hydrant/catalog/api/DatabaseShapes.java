package io.hydrant.catalog.api;

import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.Permission;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;

import java.util.List;

/// Databases as requests describe them.
final class DatabaseShapes {
    /// What the service notes when a request says nothing: everybody whom the account's policies
    /// allow.
    private static final List<PrincipalPermissions> EVERYBODY =
            List.of(
                    PrincipalPermissions.builder()
                            .principal(
                                    who ->
                                            who.dataLakePrincipalIdentifier(
                                                    "IAM_ALLOWED_PRINCIPALS"))
                            .permissions(Permission.ALL)
                            .build());

    private DatabaseShapes() {}

    /// @throws io.hydrant.catalog.refusal.InvalidInput when it says what is not supported
    static Database of(DatabaseInput input) {
        Lacking.refuse(
                "DatabaseInput.TargetDatabase (a link to another database)",
                input.targetDatabase());
        Lacking.refuse("DatabaseInput.FederatedDatabase", input.federatedDatabase());
        return Database.builder()
                .name(input.name())
                .description(input.description())
                .locationUri(input.locationUri())
                .parameters(input.hasParameters() ? input.parameters() : null)
                .createTableDefaultPermissions(
                        input.hasCreateTableDefaultPermissions()
                                ? input.createTableDefaultPermissions()
                                : EVERYBODY)
                .build();
    }
}
