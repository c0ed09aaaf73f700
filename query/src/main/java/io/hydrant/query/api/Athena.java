package io.hydrant.query.api;

import io.hydrant.catalog.Catalog;
import io.hydrant.query.execution.Executions;
import io.hydrant.query.result.ResultReader;
import io.hydrant.query.saved.NamedQueries;
import io.hydrant.query.saved.PreparedStatements;
import io.hydrant.query.workgroup.WorkGroups;

/// What the Athena API works on.
public record Athena(
        Catalog catalog,
        WorkGroups workGroups,
        NamedQueries namedQueries,
        PreparedStatements preparedStatements,
        Executions executions,
        ResultReader results) {}
