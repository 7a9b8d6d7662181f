package dev.lodestar.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.lodestar.testing.HouseRules;
import io.micronaut.http.annotation.Controller;

@AnalyzeClasses(
    packages = "dev.lodestar.query",
    importOptions = ImportOption.DoNotIncludeTests.class)
class QueryRulesTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule readsTopicsAndNoOtherProcess =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lodestar.refinery..",
              "dev.lodestar.importer..",
              "dev.lodestar.simulator..",
              "dev.lodestar.standalone..",
              "dev.lodestar.broker..",
              "org.apache.kafka.streams..")
          .because("an answer must not depend on where the refinery runs, or whether it does");

  @ArchTest
  static final ArchRule leavesAvroToTheWire =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.lodestar.schemas..", "org.apache.avro..")
          .because("a change of schema and a change of the API are two small diffs");

  @ArchTest
  static final ArchRule hidesItsControllers =
      classes()
          .that()
          .areAnnotatedWith(Controller.class)
          .should()
          .notBePublic()
          .because("they are reached over HTTP only");

  @ArchTest
  static final ArchRule dependsWithoutCircles =
      slices()
          .matching("dev.lodestar.query.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a feature that needs another is not needed by it");
}
