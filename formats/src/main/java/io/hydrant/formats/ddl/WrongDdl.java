package io.hydrant.formats.ddl;

import io.hydrant.kernel.error.HydrantException;

/// A statement is not the `CREATE TABLE` it should be. The message says where and why.
public final class WrongDdl extends HydrantException {
    private static final long serialVersionUID = 1L;

    WrongDdl(String message) {
        super(message);
    }
}
