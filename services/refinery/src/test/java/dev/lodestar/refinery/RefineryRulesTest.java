package dev.lodestar.refinery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.lodestar.testing.HouseRules;

@AnalyzeClasses(
    packages = "dev.lodestar.refinery",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RefineryRulesTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule needsNothingButKafka =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micronaut..")
          .because("it runs wherever Kafka Streams runs, without an application framework");

  @ArchTest
  static final ArchRule knowsNoneOfItsNeighbours =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lodestar.query..",
              "dev.lodestar.importer..",
              "dev.lodestar.simulator..",
              "dev.lodestar.broker..",
              "dev.lodestar.standalone..")
          .because("they meet in topics, so that each can be deployed and replaced alone");
}
