package dev.lodestar.importer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.lodestar.testing.HouseRules;

@AnalyzeClasses(
    packages = "dev.lodestar.importer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ImporterRulesTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule isAProducerLikeAnyOther =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka.streams..",
              "io.micronaut..",
              "dev.lodestar.refinery..",
              "dev.lodestar.query..",
              "dev.lodestar.simulator..",
              "dev.lodestar.broker..",
              "dev.lodestar.standalone..")
          .because(
              "imported history must arrive as live events do, or it would lead to another profile");
}
