package dev.lodestar.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.lodestar.testing.breaches.BaseReader;
import dev.lodestar.testing.breaches.Baseline;
import dev.lodestar.testing.breaches.ProfileManager;
import dev.lodestar.testing.breaches.Sleepy;
import dev.lodestar.testing.breaches.Timely;
import dev.lodestar.testing.breaches.unmarked.Unmarked;
import dev.lodestar.testing.breaches.util.Words;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {

  static Stream<Arguments> breaches() {
    return Stream.of(
        Arguments.of(HouseRules.packagesAreFeatures, Words.class),
        Arguments.of(HouseRules.namesSayWhatAClassIs, ProfileManager.class),
        Arguments.of(HouseRules.namesSayWhatAClassIs, BaseReader.class),
        Arguments.of(HouseRules.packagesAreNullMarked, Unmarked.class),
        Arguments.of(HouseRules.timeComesFromOutside, Timely.class),
        Arguments.of(HouseRules.nobodySleeps, Sleepy.class));
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void nameTheClassThatBreaksThem(ArchRule rule, Class<?> breach) {
    assertThatThrownBy(() -> rule.check(new ClassFileImporter().importClasses(breach)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(breach.getName())
        .hasMessageContaining("because");
  }

  @Test
  void leaveWordsAloneThatOnlyLookForbidden() {
    HouseRules.namesSayWhatAClassIs.check(new ClassFileImporter().importClasses(Baseline.class));

    assertThat(Baseline.class.getSimpleName()).startsWith("Base");
  }
}
