package io.hydrant.functions.remote;

import java.net.URI;
import java.util.Optional;

/// Where functions run that do not run here.
public sealed interface RemotePlace {
    /// Behind HTTP, as a Runtime Interface Emulator has it: a POST of the payload is answered with
    /// the function's answer.
    ///
    /// @param url where to post to
    record Emulator(URI url) implements RemotePlace {
        private static final String PATH = "/2015-03-31/functions/function/invocations";

        /// An address without a path means the emulator's own.
        public Emulator {
            String path = url.getRawPath();
            if (path == null || path.isEmpty() || path.equals("/")) {
                url = url.resolve(PATH);
            }
        }
    }

    /// In AWS Lambda, in the region of the function's ARN.
    ///
    /// @param endpoint of another server that has the Lambda API; AWS itself when empty
    /// @param keys what the AWS SDK finds by itself when empty
    record Aws(Optional<URI> endpoint, Optional<Keys> keys) implements RemotePlace {}

    /// Credentials of AWS.
    record Keys(String accessKey, String secretKey, Optional<String> sessionToken) {
        /// Keeps the secret out of logs.
        @Override
        public String toString() {
            return "Keys[" + accessKey + "]";
        }
    }
}
