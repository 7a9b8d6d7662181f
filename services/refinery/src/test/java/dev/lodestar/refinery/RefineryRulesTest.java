package dev.lodestar.refinery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.lodestar.testing.HouseRules;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;

@AnalyzeClasses(
    packages = "dev.lodestar.refinery",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RefineryRulesTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule onlyStreamsMakesBuilders =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Streams.class.getName())
          .should()
          .callConstructor(StreamsBuilder.class)
          .orShould()
          .callConstructor(StreamsBuilder.class, org.apache.kafka.streams.TopologyConfig.class)
          .orShould()
          .callConstructor(Topology.class)
          .because("a builder without the configuration lets unnamed topics and stores pass");

  @ArchTest
  static final ArchRule processorsAreNobodyElsesBusiness =
      classes()
          .that()
          .implement(Processor.class)
          .should()
          .bePackagePrivate()
          .because("a topology is what other packages may know");

  @ArchTest
  static final ArchRule partsHaveNoCycles =
      slices().matching("dev.lodestar.refinery.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule knowsNoWebFrameworkAndNoneOfItsUsers =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.micronaut..",
              "dev.lodestar.query..",
              "dev.lodestar.importer..",
              "dev.lodestar.simulator..",
              "dev.lodestar.broker..",
              "dev.lodestar.standalone..")
          .because("dependencies point one way");
}
