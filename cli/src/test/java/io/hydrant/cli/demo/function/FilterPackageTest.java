package io.hydrant.cli.demo.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

class FilterPackageTest {
    @Test
    void thePackageInPythonHoldsTheFilesOfTheExamples() throws IOException {
        Map<String, byte[]> files = unzipped(FilterPackage.zip(FilterLanguage.PYTHON));

        assertThat(files).containsOnlyKeys("firehose_puts.py", "lambda_function.py");
        assertThat(new String(files.get("lambda_function.py"), StandardCharsets.UTF_8))
                .contains("def lambda_handler(event, context):");
    }

    @Test
    void thePackageInJavaHoldsTheFunctionAndItsLibraries() throws IOException {
        Map<String, byte[]> files = unzipped(FilterPackage.zip(FilterLanguage.JAVA));

        assertThat(files).containsKey("example/taxi/TaxiFilter.class");
        assertThat(files.keySet())
                .anyMatch(name -> name.matches("lib/firehose-.*\\.jar"))
                .anyMatch(name -> name.matches("lib/url-connection-client-.*\\.jar"));
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }
}
