package io.hydrant.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The compiled classes of all modules, without their tests and without what JMH writes; read once
/// for all rules.
final class ProjectClasses {
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .withImportOption(location -> !location.contains("/architecture/"))
                    .withImportOption(location -> !location.contains("/jmh_generated/"))
                    .importPackages("io.hydrant");

    private ProjectClasses() {}

    static JavaClasses all() {
        return ALL;
    }
}
