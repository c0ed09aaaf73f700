package io.hydrant.functions.api;

import io.hydrant.functions.refusal.InvalidParameter;

import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.ProvisionedPollerConfig;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/// Members that cannot be honoured here, each refused by its name.
final class Unsupported {
    private Unsupported() {}

    static void refuseIn(CreateFunctionRequest request) {
        boolean image =
                request.packageType() == PackageType.IMAGE || request.code().imageUri() != null;
        refuse(image || request.imageConfig() != null, imageText());
        refuse(request.codeSigningConfigArn(), "CodeSigningConfigArn: code signing");
        refuse(request.hasFileSystemConfigs(), "FileSystemConfigs: file systems");
        refuse(request.code().sourceKMSKeyArn(), "Code.SourceKMSKeyArn: encrypted packages");
        refuse(Configurations.snaps(request.snapStart()), "SnapStart");
        refuse(request.durableConfig(), "DurableConfig: durable executions");
        refuse(request.capacityProviderConfig(), "CapacityProviderConfig: capacity providers");
        refuse(request.publishToAsString(), "PublishTo");
        refuse(request.tenancyConfig(), "TenancyConfig: isolation of tenants");
    }

    static void refuseIn(UpdateFunctionConfigurationRequest request) {
        refuse(request.imageConfig() != null, imageText());
        refuse(!request.fileSystemConfigs().isEmpty(), "FileSystemConfigs: file systems");
        refuse(Configurations.snaps(request.snapStart()), "SnapStart");
        refuse(request.durableConfig(), "DurableConfig: durable executions");
        refuse(request.capacityProviderConfig(), "CapacityProviderConfig: capacity providers");
    }

    static void refuseIn(UpdateFunctionCodeRequest request) {
        refuse(request.imageUri() != null, imageText());
        refuse(request.sourceKMSKeyArn(), "SourceKMSKeyArn: encrypted packages");
        refuse(request.publishToAsString(), "PublishTo");
    }

    /// Members for sources that are no data streams.
    static void refuseIn(CreateEventSourceMappingRequest request) {
        refuse(!request.topics().isEmpty(), "Topics: Apache Kafka as an event source");
        refuse(!request.queues().isEmpty(), "Queues: Amazon MQ as an event source");
        refuse(
                request.selfManagedEventSource(),
                "SelfManagedEventSource: Apache Kafka as an event source");
    }

    static void refuseIn(UpdateEventSourceMappingRequest request) {
        refuse(
                !request.sourceAccessConfigurations().isEmpty(),
                "SourceAccessConfigurations: event sources other than data streams");
        refuse(
                request.amazonManagedKafkaEventSourceConfig(),
                "AmazonManagedKafkaEventSourceConfig: Apache Kafka as an event source");
        refuse(
                request.selfManagedKafkaEventSourceConfig(),
                "SelfManagedKafkaEventSourceConfig: Apache Kafka as an event source");
        refuse(
                request.documentDBEventSourceConfig(),
                "DocumentDBEventSourceConfig: DocumentDB as an event source");
        refuse(
                request.scalingConfig() != null
                        && request.scalingConfig().maximumConcurrency() != null,
                "ScalingConfig: queues as event sources");
        refuse(
                request.provisionedPollerConfig() != null
                        && !request.provisionedPollerConfig()
                                .equals(ProvisionedPollerConfig.builder().build()),
                "ProvisionedPollerConfig: provisioned pollers");
    }

    static void refuse(Object given, String what) {
        refuse(given != null, what);
    }

    private static void refuse(boolean given, String what) {
        if (given) {
            throw new InvalidParameter(what + " is not supported by this version of Hydrant.");
        }
    }

    private static String imageText() {
        return "PackageType Image: running container images (deploy a zip instead)";
    }
}
