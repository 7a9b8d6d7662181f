package dev.lodestar.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/// What holds in every module, whatever it is about.
///
/// A module includes them by `@ArchTest static final ArchTests house =
/// ArchTests.in(HouseRules.class)`.
public final class HouseRules {

  private static final String[] KINDS_OF_CLASS = {
    "..util..", "..utils..", "..common..", "..service..", "..processor..", "..serde..", "..dto.."
  };

  @ArchTest
  static final ArchRule packagesAreFeatures =
      noClasses()
          .should()
          .resideInAnyPackage(KINDS_OF_CLASS)
          .because(
              "a folder is a feature: such a package is a class that has not found its feature");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveNameMatching(
              ".*[.$](\\w*(Impl|Manager|Helper|Utils?|Data|Info)|(Abstract|Base)[A-Z]\\w*)")
          .because(
              "such a name says how a class is built or that it is in the way, not what it is");

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .should(beInANullMarkedPackage())
          .because("the build checks for null only where package-info.java says @NullMarked");

  @ArchTest
  static final ArchRule timeComesFromOutside =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("a test must be able to say what time it is: take an InstantSource");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", java.time.Duration.class)
          .because(
              "a sleep is too short on a slow machine and too long on every other: wait for the event");

  private HouseRules() {}

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, "%s is not in a @NullMarked package".formatted(type.getName())));
      }
    };
  }
}
