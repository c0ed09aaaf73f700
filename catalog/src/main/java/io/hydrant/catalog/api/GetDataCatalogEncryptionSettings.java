package io.hydrant.catalog.api;

import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.CatalogEncryptionMode;
import software.amazon.awssdk.services.glue.model.DataCatalogEncryptionSettings;
import software.amazon.awssdk.services.glue.model.GetDataCatalogEncryptionSettingsRequest;
import software.amazon.awssdk.services.glue.model.GetDataCatalogEncryptionSettingsResponse;

/// Says that the catalog is not encrypted.
final class GetDataCatalogEncryptionSettings {
    GetDataCatalogEncryptionSettingsResponse answer(
            GetDataCatalogEncryptionSettingsRequest request, ApiCall call) {
        CatalogReference.scope(call, request.catalogId());
        return GetDataCatalogEncryptionSettingsResponse.builder()
                .dataCatalogEncryptionSettings(
                        DataCatalogEncryptionSettings.builder()
                                .encryptionAtRest(
                                        at ->
                                                at.catalogEncryptionMode(
                                                        CatalogEncryptionMode.DISABLED))
                                .connectionPasswordEncryption(
                                        of -> of.returnConnectionPasswordEncrypted(false))
                                .build())
                .build();
    }
}
