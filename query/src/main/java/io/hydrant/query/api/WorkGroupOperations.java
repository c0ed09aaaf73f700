package io.hydrant.query.api;

import io.hydrant.query.execution.Executions;
import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.saved.NamedQueries;
import io.hydrant.query.saved.PreparedStatements;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.workgroup.WorkGroupPage;
import io.hydrant.query.workgroup.WorkGroupRules;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.athena.model.CreateWorkGroupRequest;
import software.amazon.awssdk.services.athena.model.CreateWorkGroupResponse;
import software.amazon.awssdk.services.athena.model.DeleteWorkGroupRequest;
import software.amazon.awssdk.services.athena.model.DeleteWorkGroupResponse;
import software.amazon.awssdk.services.athena.model.GetWorkGroupRequest;
import software.amazon.awssdk.services.athena.model.GetWorkGroupResponse;
import software.amazon.awssdk.services.athena.model.ListEngineVersionsRequest;
import software.amazon.awssdk.services.athena.model.ListEngineVersionsResponse;
import software.amazon.awssdk.services.athena.model.ListWorkGroupsRequest;
import software.amazon.awssdk.services.athena.model.ListWorkGroupsResponse;
import software.amazon.awssdk.services.athena.model.UpdateWorkGroupRequest;
import software.amazon.awssdk.services.athena.model.UpdateWorkGroupResponse;
import software.amazon.awssdk.services.athena.model.WorkGroup;
import software.amazon.awssdk.services.athena.model.WorkGroupConfiguration;
import software.amazon.awssdk.services.athena.model.WorkGroupSummary;

import java.util.List;
import java.util.Optional;

/// The operations on work groups.
final class WorkGroupOperations {
    private static final String LIST = "ListWorkGroups";
    private static final int LIST_MAX = 50;
    private static final int BATCH = 100;

    private final WorkGroups workGroups;
    private final NamedQueries namedQueries;
    private final PreparedStatements prepared;
    private final Executions executions;

    WorkGroupOperations(Athena athena) {
        this.workGroups = athena.workGroups();
        this.namedQueries = athena.namedQueries();
        this.prepared = athena.preparedStatements();
        this.executions = athena.executions();
    }

    List<Operation> operations(ServiceConstraints constraints) {
        return List.of(
                Operation.typed(
                        "CreateWorkGroup",
                        CreateWorkGroupRequest::builder,
                        constraints,
                        this::create),
                Operation.typed(
                        "GetWorkGroup", GetWorkGroupRequest::builder, constraints, this::get),
                Operation.typed(
                        "UpdateWorkGroup",
                        UpdateWorkGroupRequest::builder,
                        constraints,
                        this::update),
                Operation.typed(
                        "DeleteWorkGroup",
                        DeleteWorkGroupRequest::builder,
                        constraints,
                        this::delete),
                Operation.typed(LIST, ListWorkGroupsRequest::builder, constraints, this::list),
                Operation.typed(
                        "ListEngineVersions",
                        ListEngineVersionsRequest::builder,
                        constraints,
                        this::engineVersions));
    }

    private CreateWorkGroupResponse create(CreateWorkGroupRequest request, ApiCall call) {
        WorkGroupConfiguration configuration =
                WorkGroupRules.created(
                        Optional.ofNullable(request.configuration())
                                .orElse(WorkGroupConfiguration.builder().build()));
        WorkGroup shape =
                WorkGroup.builder()
                        .name(request.name())
                        .description(request.description())
                        .configuration(configuration)
                        .build();
        workGroups.create(Requests.scope(call), shape, TagOperations.map(request.tags()));
        return CreateWorkGroupResponse.builder().build();
    }

    private GetWorkGroupResponse get(GetWorkGroupRequest request, ApiCall call) {
        return GetWorkGroupResponse.builder()
                .workGroup(workGroups.require(Requests.scope(call), request.workGroup()).shape())
                .build();
    }

    private UpdateWorkGroupResponse update(UpdateWorkGroupRequest request, ApiCall call) {
        workGroups.update(
                Requests.scope(call),
                request.workGroup(),
                before -> {
                    WorkGroup.Builder after = before.toBuilder();
                    Optional.ofNullable(request.description()).ifPresent(after::description);
                    Optional.ofNullable(request.state()).ifPresent(after::state);
                    Optional.ofNullable(request.configurationUpdates())
                            .ifPresent(
                                    updates ->
                                            after.configuration(
                                                    WorkGroupRules.updated(
                                                            before.configuration(), updates)));
                    return after.build();
                });
        return UpdateWorkGroupResponse.builder().build();
    }

    private DeleteWorkGroupResponse delete(DeleteWorkGroupRequest request, ApiCall call) {
        QueryScope scope = Requests.scope(call);
        String name = request.workGroup();
        workGroups.require(scope, name);
        boolean recursive = Boolean.TRUE.equals(request.recursiveDeleteOption());
        if (!recursive && !empty(scope, name)) {
            throw new InvalidRequest("WorkGroup " + name + " is not empty");
        }
        workGroups.delete(scope, name);
        executions.removeAll(scope, name);
        clear(scope, name);
        return DeleteWorkGroupResponse.builder().build();
    }

    private boolean empty(QueryScope scope, String workGroup) {
        return namedQueries.list(scope, workGroup, "", 1).isEmpty()
                && prepared.list(scope, workGroup, "", 1).isEmpty()
                && executions.list(scope, workGroup, "", 1).ids().isEmpty();
    }

    private void clear(QueryScope scope, String workGroup) {
        List<String> ids = namedQueries.list(scope, workGroup, "", BATCH);
        while (!ids.isEmpty()) {
            ids.forEach(id -> namedQueries.delete(scope, id));
            ids = namedQueries.list(scope, workGroup, "", BATCH);
        }
        List<String> names = prepared.list(scope, workGroup, "", BATCH);
        while (!names.isEmpty()) {
            names.forEach(name -> prepared.delete(scope, workGroup, name));
            names = prepared.list(scope, workGroup, "", BATCH);
        }
    }

    private ListWorkGroupsResponse list(ListWorkGroupsRequest request, ApiCall call) {
        WorkGroupPage page =
                workGroups.list(
                        Requests.scope(call),
                        Requests.after(LIST, request.nextToken()),
                        Requests.limit(request.maxResults(), LIST_MAX));
        return ListWorkGroupsResponse.builder()
                .workGroups(page.workGroups().stream().map(one -> summary(one.shape())).toList())
                .nextToken(Requests.token(LIST, page.last()))
                .build();
    }

    private static WorkGroupSummary summary(WorkGroup shape) {
        return WorkGroupSummary.builder()
                .name(shape.name())
                .state(shape.state())
                .description(shape.description())
                .creationTime(shape.creationTime())
                .engineVersion(shape.configuration().engineVersion())
                .build();
    }

    private ListEngineVersionsResponse engineVersions(
            ListEngineVersionsRequest request, ApiCall call) {
        return ListEngineVersionsResponse.builder()
                .engineVersions(
                        WorkGroupRules.ENGINE,
                        WorkGroupRules.ENGINE.toBuilder()
                                .selectedEngineVersion(
                                        WorkGroupRules.ENGINE.effectiveEngineVersion())
                                .build())
                .build();
    }
}
