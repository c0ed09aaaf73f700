package io.hydrant.query.workgroup;

import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.result.ResultLocation;

import software.amazon.awssdk.services.athena.model.AclConfiguration;
import software.amazon.awssdk.services.athena.model.EncryptionConfiguration;
import software.amazon.awssdk.services.athena.model.EncryptionOption;
import software.amazon.awssdk.services.athena.model.EngineVersion;
import software.amazon.awssdk.services.athena.model.ResultConfiguration;
import software.amazon.awssdk.services.athena.model.ResultConfigurationUpdates;
import software.amazon.awssdk.services.athena.model.WorkGroupConfiguration;
import software.amazon.awssdk.services.athena.model.WorkGroupConfigurationUpdates;

import java.util.Optional;

/// What configurations of work groups must obey, what they are when nothing is said, and how they
/// are changed.
///
/// Source: Athena API Reference, WorkGroupConfiguration and WorkGroupConfigurationUpdates.
public final class WorkGroupRules {
    /// The one engine there is.
    public static final EngineVersion ENGINE =
            EngineVersion.builder()
                    .selectedEngineVersion("AUTO")
                    .effectiveEngineVersion("Athena engine version 3")
                    .build();

    private WorkGroupRules() {}

    /// Completes what a client gave.
    ///
    /// @throws InvalidRequest when it asks for what is not done here
    public static WorkGroupConfiguration created(WorkGroupConfiguration given) {
        requireSupported(given);
        WorkGroupConfiguration.Builder made = given.toBuilder();
        made.engineVersion(engine(Optional.ofNullable(given.engineVersion())));
        made.enforceWorkGroupConfiguration(or(given.enforceWorkGroupConfiguration(), true));
        made.publishCloudWatchMetricsEnabled(or(given.publishCloudWatchMetricsEnabled(), true));
        made.requesterPaysEnabled(or(given.requesterPaysEnabled(), false));
        made.resultConfiguration(
                checked(
                        Optional.ofNullable(given.resultConfiguration())
                                .orElse(ResultConfiguration.builder().build())));
        return made.build();
    }

    private static boolean or(Boolean given, boolean otherwise) {
        return given == null ? otherwise : given;
    }

    private static EngineVersion engine(Optional<EngineVersion> given) {
        String selected =
                given.map(EngineVersion::selectedEngineVersion)
                        .orElse(ENGINE.selectedEngineVersion());
        if (!selected.equals(ENGINE.selectedEngineVersion())
                && !selected.equals(ENGINE.effectiveEngineVersion())) {
            throw InvalidRequest.unsupported("Engine version '" + selected + "' is");
        }
        return ENGINE.toBuilder().selectedEngineVersion(selected).build();
    }

    private static void requireSupported(WorkGroupConfiguration given) {
        refuse(
                given.managedQueryResultsConfiguration() != null
                        && given.managedQueryResultsConfiguration().enabled(),
                "Managed query results (ManagedQueryResultsConfiguration) are");
        refuse(given.executionRole() != null, "ExecutionRole is");
        refuse(given.additionalConfiguration() != null, "AdditionalConfiguration is");
        refuse(given.monitoringConfiguration() != null, "MonitoringConfiguration is");
        refuse(given.engineConfiguration() != null, "EngineConfiguration is");
        refuse(
                given.customerContentEncryptionConfiguration() != null,
                "CustomerContentEncryptionConfiguration is");
        refuse(
                Boolean.TRUE.equals(given.enableMinimumEncryptionConfiguration()),
                "EnableMinimumEncryptionConfiguration is");
        refuse(
                given.identityCenterConfiguration() != null
                        && Boolean.TRUE.equals(
                                given.identityCenterConfiguration().enableIdentityCenter()),
                "IdentityCenterConfiguration is");
        refuse(
                given.queryResultsS3AccessGrantsConfiguration() != null
                        && given.queryResultsS3AccessGrantsConfiguration().enableS3AccessGrants(),
                "QueryResultsS3AccessGrantsConfiguration is");
    }

    private static void refuse(boolean present, String subject) {
        if (present) {
            throw InvalidRequest.unsupported(subject);
        }
    }

    /// Where and how results are written, as a client or a work group says it.
    ///
    /// @throws InvalidRequest when the location is none, or the encryption would be the engine's
    public static ResultConfiguration checked(ResultConfiguration given) {
        if (given.outputLocation() != null) {
            ResultLocation.of(given.outputLocation());
        }
        refuse(
                given.encryptionConfiguration() != null
                        && given.encryptionConfiguration().encryptionOption()
                                == EncryptionOption.CSE_KMS,
                "Client-side encryption of results (CSE_KMS) is");
        return given;
    }

    /// Applies what a client wants changed.
    ///
    /// @throws InvalidRequest when it asks for what is not done here
    public static WorkGroupConfiguration updated(
            WorkGroupConfiguration before, WorkGroupConfigurationUpdates updates) {
        WorkGroupConfiguration.Builder after = before.toBuilder();
        set(updates.enforceWorkGroupConfiguration())
                .ifPresent(after::enforceWorkGroupConfiguration);
        set(updates.publishCloudWatchMetricsEnabled())
                .ifPresent(after::publishCloudWatchMetricsEnabled);
        set(updates.requesterPaysEnabled()).ifPresent(after::requesterPaysEnabled);
        set(updates.bytesScannedCutoffPerQuery()).ifPresent(after::bytesScannedCutoffPerQuery);
        if (Boolean.TRUE.equals(updates.removeBytesScannedCutoffPerQuery())) {
            after.bytesScannedCutoffPerQuery(null);
        }
        set(updates.engineVersion()).ifPresent(after::engineVersion);
        after.additionalConfiguration(updates.additionalConfiguration())
                .executionRole(updates.executionRole())
                .monitoringConfiguration(updates.monitoringConfiguration())
                .engineConfiguration(updates.engineConfiguration())
                .customerContentEncryptionConfiguration(
                        updates.customerContentEncryptionConfiguration())
                .enableMinimumEncryptionConfiguration(
                        updates.enableMinimumEncryptionConfiguration())
                .queryResultsS3AccessGrantsConfiguration(
                        updates.queryResultsS3AccessGrantsConfiguration());
        refuse(
                updates.managedQueryResultsConfigurationUpdates() != null
                        && Boolean.TRUE.equals(
                                updates.managedQueryResultsConfigurationUpdates().enabled()),
                "Managed query results (ManagedQueryResultsConfiguration) are");
        set(updates.resultConfigurationUpdates())
                .ifPresent(
                        changes ->
                                after.resultConfiguration(
                                        updated(before.resultConfiguration(), changes)));
        return created(after.build());
    }

    private static ResultConfiguration updated(
            ResultConfiguration before, ResultConfigurationUpdates updates) {
        ResultConfiguration.Builder after = before.toBuilder();
        set(updates.outputLocation()).ifPresent(after::outputLocation);
        set(updates.encryptionConfiguration()).ifPresent(after::encryptionConfiguration);
        set(updates.expectedBucketOwner()).ifPresent(after::expectedBucketOwner);
        set(updates.aclConfiguration()).ifPresent(after::aclConfiguration);
        if (Boolean.TRUE.equals(updates.removeOutputLocation())) {
            after.outputLocation(null);
        }
        if (Boolean.TRUE.equals(updates.removeEncryptionConfiguration())) {
            after.encryptionConfiguration((EncryptionConfiguration) null);
        }
        if (Boolean.TRUE.equals(updates.removeExpectedBucketOwner())) {
            after.expectedBucketOwner(null);
        }
        if (Boolean.TRUE.equals(updates.removeAclConfiguration())) {
            after.aclConfiguration((AclConfiguration) null);
        }
        return after.build();
    }

    private static <T> Optional<T> set(T given) {
        return Optional.ofNullable(given);
    }
}
