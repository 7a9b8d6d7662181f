package dev.lodestar.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.lodestar.testing.HouseRules;

@AnalyzeClasses(
    packages = "dev.lodestar.simulator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class SimulatorRulesTest {

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
              "dev.lodestar.importer..",
              "dev.lodestar.broker..",
              "dev.lodestar.standalone..")
          .because("the learner must find the planted profile in the events alone");
}
