package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// The endpoint as the aws CLI sees it; skipped where there is none.
final class AwsCliTest {
    @TempDir Path folder;

    @Test
    void makesFillsReadsSynchronisesAndEmptiesABucket() throws Exception {
        assumeTrue(isInstalled("aws"), "the aws CLI is not installed");
        try (S3TestServer server = S3TestServer.start(folder.resolve("data"))) {
            byte[] large = new byte[20 << 20];
            new Random(1).nextBytes(large);
            Path source = Files.write(folder.resolve("large.bin"), large);
            Path tree = Files.createDirectories(folder.resolve("tree/sub dir"));
            Files.writeString(tree.resolve("ü+1.txt"), "one");
            Files.writeString(tree.getParent().resolve("two.txt"), "two");

            aws(server, "s3", "mb", "s3://cli-bucket");
            aws(server, "s3", "cp", source.toString(), "s3://cli-bucket/dir/large.bin");
            aws(server, "s3", "sync", folder.resolve("tree").toString(), "s3://cli-bucket/tree");
            String listed = aws(server, "s3", "ls", "--recursive", "s3://cli-bucket");
            assertThat(listed).contains("dir/large.bin", "tree/two.txt", "20971520");
            Path back = folder.resolve("back.bin");
            aws(server, "s3", "cp", "s3://cli-bucket/dir/large.bin", back.toString());
            assertThat(Arrays.equals(Files.readAllBytes(back), large)).isTrue();
            assertThat(
                            aws(
                                    server,
                                    "s3",
                                    "sync",
                                    folder.resolve("tree").toString(),
                                    "s3://cli-bucket/tree"))
                    .isBlank();
            aws(server, "s3", "cp", "s3://cli-bucket/dir/large.bin", "s3://cli-bucket/copy.bin");
            aws(server, "s3", "rm", "--recursive", "s3://cli-bucket");
            aws(server, "s3", "rb", "s3://cli-bucket");
            assertThat(aws(server, "s3", "ls")).isBlank();
        }
    }

    private String aws(S3TestServer server, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("aws", "--endpoint-url"));
        command.add(server.uri().toString());
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "AWS_ACCESS_KEY_ID",
                                S3TestServer.ACCESS_KEY,
                                "AWS_SECRET_ACCESS_KEY",
                                S3TestServer.SECRET_KEY,
                                "AWS_DEFAULT_REGION",
                                "us-east-1",
                                "AWS_CONFIG_FILE",
                                folder.resolve("none").toString(),
                                "AWS_EC2_METADATA_DISABLED",
                                "true",
                                "LC_ALL",
                                "C.UTF-8"));
        Process process = builder.start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(ended && process.exitValue() == 0).as("%s: %s", command, text).isTrue();
        return text;
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
