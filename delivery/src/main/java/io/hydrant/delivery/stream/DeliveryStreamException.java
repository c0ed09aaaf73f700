package io.hydrant.delivery.stream;

import io.hydrant.kernel.error.HydrantException;

/// Why something asked of a delivery stream was refused.
public abstract sealed class DeliveryStreamException extends HydrantException
        permits InvalidConfiguration,
                InvalidRole,
                SourceNotAllowed,
                StreamExists,
                StreamInUse,
                StreamNotFound,
                StreamNotReady,
                StreamQuotaExceeded,
                StreamLimitExceeded,
                VersionMismatch {
    private static final long serialVersionUID = 1L;

    DeliveryStreamException(String message) {
        super(message);
    }
}
