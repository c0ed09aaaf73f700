package io.hydrant.catalog.api;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.database.Databases;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseRequest;
import software.amazon.awssdk.services.glue.model.DeleteUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.GetCatalogImportStatusRequest;
import software.amazon.awssdk.services.glue.model.GetDataCatalogEncryptionSettingsRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesRequest;
import software.amazon.awssdk.services.glue.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsRequest;
import software.amazon.awssdk.services.glue.model.UpdateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.UpdateUserDefinedFunctionRequest;

import java.util.List;
import java.util.stream.Stream;

/// The operations on databases and on what catalogs have in common.
final class DatabaseOperations {
    private final Databases databases;
    private final ServiceConstraints constraints;

    DatabaseOperations(Catalog catalog, ServiceConstraints constraints) {
        this.databases = catalog.databases();
        this.constraints = constraints;
    }

    List<Operation> operations() {
        return Stream.of(databaseOperations(), commonOperations()).flatMap(List::stream).toList();
    }

    private List<Operation> databaseOperations() {
        return List.of(
                Operation.typed(
                        "CreateDatabase",
                        CreateDatabaseRequest::builder,
                        constraints,
                        new CreateDatabase(databases)::answer),
                Operation.typed(
                        "GetDatabase",
                        GetDatabaseRequest::builder,
                        constraints,
                        new GetDatabase(databases)::answer),
                Operation.typed(
                        "GetDatabases",
                        GetDatabasesRequest::builder,
                        constraints,
                        new GetDatabases(databases)::answer),
                Operation.typed(
                        "UpdateDatabase",
                        UpdateDatabaseRequest::builder,
                        constraints,
                        new UpdateDatabase(databases)::answer),
                Operation.typed(
                        "DeleteDatabase",
                        DeleteDatabaseRequest::builder,
                        constraints,
                        new DeleteDatabase(databases)::answer),
                Operation.typed(
                        "GetUserDefinedFunction",
                        GetUserDefinedFunctionRequest::builder,
                        constraints,
                        new GetUserDefinedFunction(databases)::answer),
                Operation.typed(
                        "GetUserDefinedFunctions",
                        GetUserDefinedFunctionsRequest::builder,
                        constraints,
                        new GetUserDefinedFunctions(databases)::answer),
                Operation.typed(
                        "CreateUserDefinedFunction",
                        CreateUserDefinedFunctionRequest::builder,
                        constraints,
                        new CreateUserDefinedFunction()::answer));
    }

    private List<Operation> commonOperations() {
        return List.of(
                Operation.typed(
                        "UpdateUserDefinedFunction",
                        UpdateUserDefinedFunctionRequest::builder,
                        constraints,
                        new UpdateUserDefinedFunction(databases)::answer),
                Operation.typed(
                        "DeleteUserDefinedFunction",
                        DeleteUserDefinedFunctionRequest::builder,
                        constraints,
                        new DeleteUserDefinedFunction(databases)::answer),
                Operation.typed(
                        "GetCatalogImportStatus",
                        GetCatalogImportStatusRequest::builder,
                        constraints,
                        new GetCatalogImportStatus()::answer),
                Operation.typed(
                        "GetDataCatalogEncryptionSettings",
                        GetDataCatalogEncryptionSettingsRequest::builder,
                        constraints,
                        new GetDataCatalogEncryptionSettings()::answer),
                Operation.typed(
                        "GetResourcePolicy",
                        GetResourcePolicyRequest::builder,
                        constraints,
                        new GetResourcePolicy()::answer));
    }
}
