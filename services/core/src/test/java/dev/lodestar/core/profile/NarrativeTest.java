package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.ProfileDefinition.Kind;
import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evaluation.Quality.TierQuality;
import dev.lodestar.core.evidence.EvidenceTotals;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NarrativeTest {

  private static final ProfileDefinition COMPANIES = ProfileDefinition.withDefaults("default");

  @Test
  void tellsWhatTheIdealCustomerIs() {
    var graded =
        with(
            SomeProfile.full(),
            SomeProfile.TOTALS,
            Optional.of(Duration.ofDays(180)),
            new Quality(
                900,
                0.44412,
                0.62,
                0.8613,
                1,
                0,
                List.of(
                    new TierQuality(Tier.A, 0.2, 0.81),
                    new TierQuality(Tier.B, 0.3, 0.5),
                    new TierQuality(Tier.C, 0.3, 0.3),
                    new TierQuality(Tier.D, 0.2, 0.12))));

    assertThat(Narrative.of(COMPANIES, graded))
        .isEqualTo(
            "Learned from 1,240 closed deals until 14 March 2026: 520 won, 720 lost; 61 of the won"
                + " left again. As things stand, the average deal turns out well with a chance of"
                + " 42%. The ideal customer is a company with, most important first, employees"
                + " 50–999 (odds 1.8 times the average, with 95% certainty 1.5 to 2.2); industry"
                + " health, retail or finance (1.5 times, 1.3 to 1.7); technologies kafka (2.5"
                + " times, 1.8 to 3.3). Strongly against it: stage pre-seed (0.22 times, 0.15 to"
                + " 0.33). No difference is proven for region. A deal counts half after 180 days,"
                + " so that all of them together count as much as 430 recent deals. Put to the test"
                + " on 900 deals before the outcome was known, it ranked a good deal above a bad one"
                + " 86% of the time (log-loss 0.444, against 0.620 for the base rate alone); tier A"
                + " turned out well in 81% of cases, tier D in 12%.");
  }

  @Test
  void saysSoWhenNothingSetsWonDealsApart() {
    var nothing =
        with(
            SomeProfile.of(0.5447, SomeProfile.region()),
            new EvidenceTotals(8800, 5500, 3300, 0, 5500, 8800),
            Optional.empty(),
            new Quality(8000, 0.6461, 0.646, 0.502, 1, 0, List.of()));

    assertThat(Narrative.of(COMPANIES, nothing))
        .isEqualTo(
            "Learned from 8,800 closed deals until 14 March 2026: 5,500 won, 3,300 lost. As things"
                + " stand, the average deal turns out well with a chance of 63%. No attribute sets"
                + " won deals apart so far, so scores and tiers tell accounts hardly apart. No"
                + " difference is proven for region. Every deal counts the same, however old. Put"
                + " to the test on 8,000 deals before the outcome was known, it ranked a good deal"
                + " above a bad one 50% of the time (log-loss 0.646, no better than 0.646 for the"
                + " base rate alone).");
  }

  /// As of their opening, customers of whom it is known only at the end that they left.
  @Test
  void saysSoWhenItRankedWorseThanACoin() {
    var lateChurn =
        with(
            SomeProfile.of(0.5447, SomeProfile.region()),
            new EvidenceTotals(7043, 7043, 0, 1869, 6174, 7043),
            Optional.empty(),
            new Quality(3000, 0.7, 0.6, 0.18, 1, 0, List.of()));

    assertThat(Narrative.of(COMPANIES, lateChurn))
        .contains(
            "above a bad one 18% of the time, worse than a coin: what makes deals turn out badly"
                + " became known only after these were opened, as churn does, or has changed since"
                + " (log-loss");
  }

  @Test
  void speaksOfPersonsAndAgainstThem() {
    var learned =
        with(
            SomeProfile.of(0, SomeProfile.stage(-0.8)),
            new EvidenceTotals(1, 1, 0, 0, 1, 1),
            Optional.of(Duration.ofHours(36)),
            Quality.NONE);
    var persons =
        new ProfileDefinition(
            "people",
            Kind.PERSON,
            COMPANIES.scope(),
            COMPANIES.attributes(),
            COMPANIES.behaviours(),
            List.of(new Hypothesis("stage", "seed", Hypothesis.Direction.GOOD, 5)),
            COMPANIES.valuation(),
            COMPANIES.halfLife(),
            COMPANIES.tiers(),
            COMPANIES.publication());

    assertThat(Narrative.of(persons, learned))
        .isEqualTo(
            "Learned from 1 closed deal until 14 March 2026: 1 won, 0 lost. One hypothesis is taken"
                + " into account. What is said of stage seed is 0.3% belief and 99.7% data. As things"
                + " stand, the average deal turns out well with a chance of 50%. Against a person speaks: stage pre-seed (odds 0.45 times the average, with"
                + " 95% certainty 0.30 to 0.66). A deal counts half after 36 hours, so that all of"
                + " them together count as much as 1 recent deal.");
  }

  /// Stage rules out by pre-seed; of industry only mining speaks against, without ruling out.
  @Test
  void tellsWhatRulesOutFromWhatSpeaksAgainst() {
    var industry =
        SomeProfile.attribute(
            "industry",
            new Reading.Nominal(List.of("health", "mining"), false),
            0.4,
            SomeProfile.level("health", 0.15, 0.2, 0.8),
            SomeProfile.level("mining", -0.6, 0.2, 0.2));
    var learned = SomeProfile.of(0, industry, SomeProfile.stage(-1.5));

    assertThat(Narrative.of(COMPANIES, learned))
        .contains(
            " 50%. Against a company speaks: industry mining (odds 0.55 times the average, with 95%"
                + " certainty 0.37 to 0.81). Strongly against it: stage pre-seed (0.22 times, 0.15"
                + " to 0.33). A deal");
  }

  @Test
  void admitsThatNoDealHasClosed() {
    var learned = with(SomeProfile.of(0), EvidenceTotals.NONE, Optional.empty(), Quality.NONE);

    assertThat(Narrative.of(COMPANIES, learned))
        .isEqualTo(
            "No deal has closed yet. No attribute sets won deals apart so far, so scores and tiers"
                + " tell accounts hardly apart.");
  }

  @Test
  void doesNotDependOnTheLocaleOfTheMachine() {
    var before = Locale.getDefault();
    var english = Narrative.of(COMPANIES, SomeProfile.full());
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(Narrative.of(COMPANIES, SomeProfile.full())).isEqualTo(english);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static LearnedProfile with(
      LearnedProfile learned, EvidenceTotals totals, Optional<Duration> halfLife, Quality quality) {
    return new LearnedProfile(
        learned.definitionHash(),
        learned.hypothesesHash(),
        totals.observations() == 0 ? Instant.EPOCH : learned.asOf(),
        totals,
        halfLife,
        learned.posterior(),
        learned.leftOut(),
        learned.scale(),
        learned.criteria(),
        learned.disqualifiers(),
        quality,
        learned.narrative());
  }
}
