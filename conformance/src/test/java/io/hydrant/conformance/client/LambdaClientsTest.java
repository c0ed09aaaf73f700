package io.hydrant.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.PublishLayerVersionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.State;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Clients of the Lambda API as people have them, unchanged. None of them runs a function.
class LambdaClientsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";

    @TempDir static Path folder;
    private static ServerProcess server;
    private static LambdaClient lambda;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder));
        lambda =
                LambdaClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
    }

    @AfterAll
    static void stopServer() {
        lambda.close();
        server.close();
    }

    private static byte[] zip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("app.py");
            entry.setTime(0); // the same bytes whenever it is made
            zip.putNextEntry(entry);
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static CreateFunctionResponse create(String name) throws IOException {
        SdkBytes code = SdkBytes.fromByteArray(zip(name));
        return lambda.createFunction(
                create ->
                        create.functionName(name)
                                .runtime(Runtime.PYTHON3_12)
                                .handler("app.handler")
                                .role(ROLE)
                                .tags(Map.of("team", "data"))
                                .code(from -> from.zipFile(code)));
    }

    @Test
    void theJavaSdkDeploysAndChangesFunctions() throws IOException {
        CreateFunctionResponse made = create("java");
        assertThat(made.state()).isEqualTo(State.PENDING);
        lambda.waiter().waitUntilFunctionActiveV2(get -> get.functionName("java"));
        GetFunctionResponse found = lambda.getFunction(get -> get.functionName("java"));
        assertThat(found.tags()).isEqualTo(Map.of("team", "data"));
        URI location = URI.create(found.code().location());
        try (InputStream in = location.toURL().openStream()) {
            assertThat(in.readAllBytes()).isEqualTo(zip("java"));
        }
        assertThatThrownBy(() -> create("java"))
                .isInstanceOf(ResourceConflictException.class)
                .hasMessageContaining("Function already exist: java");
        lambda.updateFunctionConfiguration(
                update ->
                        update.functionName("java")
                                .timeout(9)
                                .environment(set -> set.variables(Map.of("MODE", "fast"))));
        lambda.waiter().waitUntilFunctionUpdatedV2(get -> get.functionName("java"));
        FunctionConfiguration shape =
                lambda.getFunction(get -> get.functionName("java")).configuration();
        assertThat(shape.lastUpdateStatus()).isEqualTo(LastUpdateStatus.SUCCESSFUL);
        assertThat(shape.timeout()).isEqualTo(9);
        assertThat(shape.environment().variables()).isEqualTo(Map.of("MODE", "fast"));
        assertThatThrownBy(
                        () ->
                                lambda.updateFunctionCode(
                                        update ->
                                                update.functionName("java")
                                                        .revisionId(made.revisionId())
                                                        .zipFile(
                                                                SdkBytes.fromByteArray(
                                                                        new byte[9]))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Could not unzip uploaded file.");
        SdkBytes next = SdkBytes.fromByteArray(zip("next"));
        assertThatThrownBy(
                        () ->
                                lambda.updateFunctionCode(
                                        update ->
                                                update.functionName("java")
                                                        .revisionId(made.revisionId())
                                                        .zipFile(next)))
                .isInstanceOf(PreconditionFailedException.class);
        lambda.deleteFunction(delete -> delete.functionName(found.configuration().functionArn()));
        assertThatThrownBy(() -> lambda.getFunction(get -> get.functionName("java")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: arn:aws:lambda:");
    }

    @Test
    void theJavaSdkPublishesVersionsAliasesAndLayers() throws IOException {
        create("parts");
        lambda.waiter().waitUntilFunctionActiveV2(get -> get.functionName("parts"));
        SdkBytes content = SdkBytes.fromByteArray(zip("layer"));
        PublishLayerVersionResponse layer =
                lambda.publishLayerVersion(
                        publish ->
                                publish.layerName("shared")
                                        .content(from -> from.zipFile(content))
                                        .compatibleRuntimes(Runtime.PYTHON3_12));
        assertThat(lambda.getLayerVersionByArn(get -> get.arn(layer.layerVersionArn())).version())
                .isEqualTo(1);
        for (int version = 1; version <= 3; version++) {
            int seconds = 10 + version;
            lambda.updateFunctionConfiguration(
                    update ->
                            update.functionName("parts")
                                    .timeout(seconds)
                                    .layers(layer.layerVersionArn()));
            lambda.waiter().waitUntilFunctionUpdatedV2(get -> get.functionName("parts"));
            assertThat(lambda.publishVersion(publish -> publish.functionName("parts")).version())
                    .isEqualTo(Integer.toString(version));
        }
        assertThat(
                        lambda
                                .listVersionsByFunctionPaginator(
                                        list -> list.functionName("parts").maxItems(1))
                                .versions()
                                .stream()
                                .map(FunctionConfiguration::version))
                .containsExactly("$LATEST", "1", "2", "3");
        lambda.createAlias(
                alias ->
                        alias.functionName("parts")
                                .name("live")
                                .functionVersion("1")
                                .routingConfig(
                                        to -> to.additionalVersionWeights(Map.of("2", 0.1))));
        lambda.updateAlias(alias -> alias.functionName("parts").name("live").functionVersion("3"));
        assertThat(lambda.listAliases(list -> list.functionName("parts")).aliases())
                .extracting(AliasConfiguration::functionVersion)
                .containsExactly("3");
        assertThat(
                        lambda.getFunctionConfiguration(
                                        get -> get.functionName("parts").qualifier("live"))
                                .timeout())
                .isEqualTo(13);
        assertThat(
                        lambda.invoke(
                                        invoke ->
                                                invoke.functionName("parts")
                                                        .qualifier("live")
                                                        .invocationType(InvocationType.DRY_RUN))
                                .statusCode())
                .isEqualTo(204);
        assertThatThrownBy(() -> lambda.listCodeSigningConfigs(list -> list.maxItems(1)))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("ListCodeSigningConfigs is not among the operations");
        lambda.deleteAlias(delete -> delete.functionName("parts").name("live"));
        lambda.deleteFunction(delete -> delete.functionName("parts"));
    }

    @Test
    void theAwsCliDeploysFunctions() throws IOException {
        assumeTrue(Program.works("aws", "--version"), "the aws CLI is not installed");
        Files.write(folder.resolve("code.zip"), zip("cli"));
        Program program = new Program(folder, server.endpoint());
        JsonNode made =
                JSON.readTree(
                        program.aws(
                                "lambda",
                                "create-function",
                                "--function-name",
                                "cli",
                                "--runtime",
                                "python3.12",
                                "--handler",
                                "app.handler",
                                "--role",
                                ROLE,
                                "--zip-file",
                                "fileb://" + folder.resolve("code.zip")));
        assertThat(made.path("State").asText()).isEqualTo("Pending");
        program.aws("lambda", "wait", "function-active-v2", "--function-name", "cli");
        program.aws(
                "lambda",
                "update-function-configuration",
                "--function-name",
                "cli",
                "--memory-size",
                "256");
        program.aws("lambda", "wait", "function-updated-v2", "--function-name", "cli");
        program.aws("lambda", "publish-version", "--function-name", "cli");
        program.aws(
                "lambda",
                "wait",
                "published-version-active",
                "--function-name",
                "cli",
                "--qualifier",
                "1");
        JsonNode listed = JSON.readTree(program.aws("lambda", "list-functions"));
        assertThat(listed.path("Functions").findValuesAsText("FunctionName")).contains("cli");
        program.aws("lambda", "delete-function", "--function-name", "cli");
    }

    @Test
    void boto3DeploysFunctions() throws IOException {
        assumeTrue(Program.works("python3", "-c", "import boto3"), "boto3 is not installed");
        Files.write(folder.resolve("boto.zip"), zip("boto"));
        String script =
                """
                import boto3, os, urllib.request
                c = boto3.client('lambda', endpoint_url=os.environ['ENDPOINT'])
                code = open('boto.zip', 'rb').read()
                c.create_function(FunctionName='boto', Runtime='python3.7', Role='%s', Handler='app.h',
                                  Code={'ZipFile': code}, Environment={'Variables': {'KEY': 'v'}})
                c.get_waiter('function_active').wait(FunctionName='boto')
                found = c.get_function(FunctionName='boto')
                assert urllib.request.urlopen(found['Code']['Location']).read() == code
                assert found['Configuration']['Environment']['Variables'] == {'KEY': 'v'}
                c.update_function_code(FunctionName='boto', ZipFile=code)
                c.get_waiter('function_updated').wait(FunctionName='boto')
                arn = found['Configuration']['FunctionArn']
                c.tag_resource(Resource=arn, Tags={'a b': 'é'})
                assert c.list_tags(Resource=arn)['Tags'] == {'a b': 'é'}
                assert c.invoke(FunctionName='boto', InvocationType='DryRun')['StatusCode'] == 204
                assert c.invoke(FunctionName='boto', InvocationType='Event')['StatusCode'] == 202
                try:
                    c.invoke(FunctionName='boto:9')
                except c.exceptions.ResourceNotFoundException as e:
                    assert e.response['Error']['Message'] == 'Function not found: ' + arn + ':9'
                c.delete_function(FunctionName='boto')
                print('done')
                """
                        .formatted(ROLE);
        Program program = new Program(folder, server.endpoint());
        assertThat(program.run(List.of("python3", "-c", script))).isEqualTo("done\n");
    }
}
