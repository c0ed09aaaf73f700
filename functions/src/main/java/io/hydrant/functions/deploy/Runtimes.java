package io.hydrant.functions.deploy;

import io.hydrant.functions.refusal.InvalidParameter;

import java.util.List;

/// Which names of runtimes there are. Whether this machine can run them is asked of the runner.
///
/// Names that AWS has retired are taken where what runs today also runs their code: Python from
/// 3.6, Node.js from 12.
final class Runtimes {
    private static final List<String> KNOWN =
            List.of(
                    "nodejs24.x",
                    "nodejs22.x",
                    "nodejs20.x",
                    "nodejs18.x",
                    "nodejs16.x",
                    "nodejs14.x",
                    "nodejs12.x",
                    "python3.14",
                    "python3.13",
                    "python3.12",
                    "python3.11",
                    "python3.10",
                    "python3.9",
                    "python3.8",
                    "python3.7",
                    "python3.6",
                    "java25",
                    "java21",
                    "java17",
                    "java11",
                    "java8.al2",
                    "java8",
                    "dotnet10",
                    "dotnet8",
                    "dotnet6",
                    "ruby4.0",
                    "ruby3.4",
                    "ruby3.3",
                    "ruby3.2",
                    "provided.al2023",
                    "provided.al2",
                    "provided");

    private static final List<String> RETIRED =
            List.of(
                    "nodejs",
                    "nodejs4.3",
                    "nodejs4.3-edge",
                    "nodejs6.10",
                    "nodejs8.10",
                    "nodejs10.x",
                    "python2.7",
                    "dotnetcore1.0",
                    "dotnetcore2.0",
                    "dotnetcore2.1",
                    "dotnetcore3.1",
                    "dotnet5.0",
                    "dotnet7",
                    "go1.x",
                    "ruby2.5",
                    "ruby2.7");

    private Runtimes() {}

    /// @throws InvalidParameter in the service's words, for names it does not know or has retired
    static void require(String runtime) {
        if (RETIRED.contains(runtime)) {
            throw new InvalidParameter(
                    "The runtime parameter of "
                            + runtime
                            + " is no longer supported for creating or updating AWS Lambda"
                            + " functions. We recommend you use a supported runtime while creating"
                            + " or updating functions.");
        }
        if (!KNOWN.contains(runtime)) {
            throw new InvalidParameter(
                    "Value "
                            + runtime
                            + " at 'runtime' failed to satisfy constraint: Member must satisfy enum"
                            + " value set: ["
                            + String.join(", ", KNOWN)
                            + "] or be a valid ARN");
        }
    }
}
