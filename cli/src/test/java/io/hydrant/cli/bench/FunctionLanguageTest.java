package io.hydrant.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

class FunctionLanguageTest {
    @ParameterizedTest
    @EnumSource
    void itsPackageHoldsTheFileOfItsHandler(FunctionLanguage language) throws IOException {
        byte[] zip = language.zip();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            ZipEntry entry = in.getNextEntry();
            String module = language.handler().split("::|\\.[a-z_]+$")[0].replace('.', '/');
            assertThat(entry.getName()).startsWith(module + ".");
            assertThat(in.readAllBytes()).isNotEmpty();
            assertThat(in.getNextEntry()).isNull();
        }
    }
}
