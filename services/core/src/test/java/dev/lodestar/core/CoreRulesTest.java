package dev.lodestar.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.lodestar.testing.HouseRules;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

@AnalyzeClasses(
    packages = "dev.lodestar.core",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CoreRulesTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule knowsTheJdkAndLinearAlgebraOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify..", "org.ejml..", "org.hipparchus..", "dev.lodestar.core..")
          .because("the statistics know nothing of Kafka, Avro, HTTP or logging");

  @ArchTest
  static final ArchRule takesTimeFromObservations =
      noClasses()
          .should()
          .callMethodWhere(
              isOneOf(System.class, "currentTimeMillis", "nanoTime")
                  .or(isOneOf(Clock.class, "systemUTC", "systemDefaultZone", "system"))
                  .or(isOneOf(InstantSource.class, "system"))
                  .or(isOneOf(Instant.class, "now"))
                  .or(isOneOf(LocalDate.class, "now"))
                  .or(isOneOf(LocalDateTime.class, "now"))
                  .or(isOneOf(ZonedDateTime.class, "now")))
          .because("replaying the same events must learn the same profile");

  @ArchTest
  static final ArchRule takesRandomnessFromItsCaller =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(SplittableRandom.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class, SecureRandom.class)
          .orShould()
          .callMethodWhere(
              isOneOf(UUID.class, "randomUUID")
                  .or(isOneOf(Math.class, "random"))
                  .or(isOneOf(StrictMath.class, "random"))
                  .or(isOneOf(RandomGenerator.class, "getDefault", "of")))
          .orShould()
          .callMethod(Collections.class, "shuffle", List.class)
          .because("the same seed must lead to the same profile");

  @ArchTest
  static final ArchRule computesTheSameBytesOnEveryMachine =
      noClasses()
          .should()
          .callMethodWhere(
              isOneOf(
                  Math.class,
                  "acos",
                  "asin",
                  "atan",
                  "atan2",
                  "cbrt",
                  "cos",
                  "cosh",
                  "exp",
                  "expm1",
                  "hypot",
                  "log",
                  "log10",
                  "log1p",
                  "pow",
                  "sin",
                  "sinh",
                  "tan",
                  "tanh"))
          .because(
              "Math may differ in the last bit from one machine to the next, StrictMath may not");

  private static DescribedPredicate<JavaMethodCall> isOneOf(Class<?> owner, String... names) {
    return DescribedPredicate.describe(
        "is one of " + owner.getSimpleName() + "'s " + List.of(names),
        call ->
            call.getTargetOwner().isEquivalentTo(owner) && List.of(names).contains(call.getName()));
  }
}
