package dev.lodestar.standalone;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.lodestar.testing.HouseRules;

@AnalyzeClasses(
    packages = "dev.lodestar.standalone",
    importOptions = ImportOption.DoNotIncludeTests.class)
class StandaloneRulesTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);
}
