package dev.lodestar.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.lodestar.testing.HouseRules;

@AnalyzeClasses(
    packages = "dev.lodestar.wire",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WireRulesTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule servesEveryKafkaClient =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka.streams..", "io.micronaut..")
          .because("whoever reads or writes a topic uses it: the refinery, the API, the importer");

  @ArchTest
  static final ArchRule knowsNoneOfItsUsers =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lodestar.refinery..",
              "dev.lodestar.query..",
              "dev.lodestar.importer..",
              "dev.lodestar.simulator..",
              "dev.lodestar.broker..",
              "dev.lodestar.standalone..")
          .because("dependencies point one way");
}
