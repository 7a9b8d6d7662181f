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
class QueryApiRulesTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule readsTopicsNotStores =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka.streams..", "dev.lodestar.refinery..")
          .because(
              "the state of another process is not its to ask for: it keeps a read model of its own");

  @ArchTest
  static final ArchRule knowsNoneOfItsNeighbours =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lodestar.importer..",
              "dev.lodestar.simulator..",
              "dev.lodestar.broker..",
              "dev.lodestar.standalone..")
          .because("they meet in topics, so that each can be deployed and replaced alone");

  @ArchTest
  static final ArchRule leavesAvroToTheWire =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.lodestar.schemas..", "org.apache.avro..")
          .because("a change of a schema and a change of the API are two small diffs");

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
