package dev.lodestar.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.lodestar.testing.HouseRules;

@AnalyzeClasses(
    packages = "dev.lodestar.broker",
    importOptions = ImportOption.DoNotIncludeTests.class)
class BrokerRulesTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule knowsNothingOfProfiles =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lodestar.core..",
              "dev.lodestar.schemas..",
              "dev.lodestar.wire..",
              "dev.lodestar.refinery..",
              "dev.lodestar.query..",
              "dev.lodestar.importer..",
              "dev.lodestar.simulator..",
              "dev.lodestar.standalone..")
          .because("it is Kafka, and nothing that is ours");
}
