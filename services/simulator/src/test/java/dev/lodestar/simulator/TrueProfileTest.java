package dev.lodestar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Tags;
import dev.lodestar.core.account.AttributeValue.Text;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrueProfileTest {

  private static final Map<String, AttributeValue> SOFTWARE_HOUSE =
      Map.of(
          "industry", new Text("software"),
          "employees", new Quantity(50),
          "technologies", Tags.of("kafka", "sap", "postgres"),
          "funding_stage", new Text("series-a"),
          "region", new Text("EMEA"));

  @Test
  void addsUpWhatTheAttributesAdd() {
    double byHand = 0.8 + 0.9 + (1.0 - 0.7);

    assertThat(Market.BEFORE.logOdds(SOFTWARE_HOUSE)).isCloseTo(byHand, within(1e-12));
  }

  @Test
  void countsFundingInsteadOfSizeAfterTheDrift() {
    double byHand = 0.8 + 1.2 + (1.0 - 0.7);

    assertThat(Market.AFTER.logOdds(SOFTWARE_HOUSE)).isCloseTo(byHand, within(1e-12));
  }

  @Test
  void putsABoundIntoTheRangeAboveIt() {
    assertThat(Market.BEFORE.logOdds(Map.of("employees", new Quantity(9)))).isEqualTo(-1.5);
    assertThat(Market.BEFORE.logOdds(Map.of("employees", new Quantity(10)))).isEqualTo(-0.3);
    assertThat(Market.BEFORE.logOdds(Map.of("employees", new Quantity(999)))).isEqualTo(0.9);
    assertThat(Market.BEFORE.logOdds(Map.of("employees", new Quantity(1000)))).isEqualTo(-0.8);
  }

  @Test
  void makesNothingOfWhatItDoesNotKnow() {
    assertThat(Market.BEFORE.logOdds(Map.of())).isZero();
    assertThat(Market.BEFORE.logOdds(Map.of("industry", new Text("mining")))).isZero();
    assertThat(Market.BEFORE.logOdds(Map.of("employees", new Text("many")))).isZero();
  }

  @Test
  void differsAfterTheDriftInExactlyTheNamedAttributes() {
    assertThat(Market.BEFORE.differencesTo(Market.AFTER))
        .containsExactly("employees", "funding_stage");
    assertThat(Market.BEFORE.differencesTo(Market.BEFORE)).isEmpty();
  }
}
