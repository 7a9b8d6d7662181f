package dev.lodestar.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProfileTextTest {

  private static final String PROFILE =
      """
      {"profileId": "default", "kind": "COMPANY",
       "version": {"profileId": "default", "number": 12, "asOf": "2026-02-28T10:00:00Z",
        "learned": {
         "narrative": "Your ideal customers are companies with 50 to 999 employees that use Kafka.",
         "halfLife": "P90D",
         "totals": {"observations": 1204, "won": 512, "lost": 692, "churned": 38,
                    "good": 500.1, "effectiveSize": 803.4},
         "criteria": [
          {"words": "technologies ∋ kafka", "weight": 1.0, "standardError": 0.1},
          {"words": "not: employees <10", "weight": -0.5, "standardError": 0.1}],
         "disqualifiers": [],
         "leftOut": [{"attribute": "company_name", "why": "nearly unique"}],
         "quality": {"graded": 400, "auc": 0.781, "logLoss": 0.5912, "baseRateLogLoss": 0.6822,
                     "tiers": [{"tier": "A", "goodRate": 0.71}, {"tier": "B", "goodRate": 0.5}]}}},
       "live": {"totals": {"observations": 1210}, "heldBack": 3,
                "heldBecause": ["nothing moved beyond its uncertainty"]}}
      """;

  @Test
  void tellsParagraphCriteriaEvidenceQualityAndWhatWasLeftOut() {
    assertThat(String.join("\n", plain(80).of(json(PROFILE))))
        .isEqualTo(
            """
            Ideal customer profile default, version 12  as of 2026-02-28

              Your ideal customers are companies with 50 to 999 employees that use Kafka.

            Criteria, most important first
              technologies ∋ kafka             │████████░░░░  +1.00 ± 0.10
              not: employees <10        ░░░░███│              -0.50 ± 0.10
              log-odds against the average deal, ± standard error; shaded: 95% interval

            Evidence  1,204 closed deals: 512 won, of which 38 left since, and 692 lost;
                      with a half-life of 90 days it weighs as 803 deals
            Quality   400 deals predicted beforehand: AUC 0.78 (0.5 is chance), log-loss
                      0.591 (base rate alone 0.682); good by tier: A 71%, B 50%
            Left out  company_name (nearly unique)
            Now       1,210 closed deals known; 3 refits held back since (nothing moved
                      beyond its uncertainty)\
            """);
  }

  @Test
  void fitsItsTerminal() {
    for (int width = Terminal.NARROWEST; width <= Terminal.WIDEST; width++) {
      int columns = width;
      assertThat(plain(width).of(json(PROFILE)))
          .filteredOn(line -> !line.contains("95% interval"))
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
    }
  }

  @Test
  void saysWhenThereIsNoVersionYet() {
    var profile = json("{\"profileId\": \"b2b\", \"live\": {\"totals\": {\"observations\": 4}}}");

    assertThat(plain(80).of(profile))
        .containsExactly("Profile b2b has no version yet.", "Now       4 closed deals known");
  }

  @Test
  void writesNoEscapesUnlessTheTerminalShowsColours() {
    assertThat(plain(80).of(json(PROFILE))).noneMatch(line -> line.contains("\u001b"));
    assertThat(new ProfileText(terminal(80, true)).of(json(PROFILE)))
        .anyMatch(line -> line.contains("\u001b"));
  }

  private static ProfileText plain(int width) {
    return new ProfileText(terminal(width, false));
  }

  private static Terminal terminal(int width, boolean colours) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Terminal(nowhere, width, colours);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
