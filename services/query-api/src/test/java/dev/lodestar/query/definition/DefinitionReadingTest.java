package dev.lodestar.query.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.ProfileDefinition.Kind;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.query.problem.InvalidField;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionReadingTest {

  static final String FULL =
      """
      {
        "profileId": "b2b",
        "kind": "person",
        "scope": {"product": ["crm", "erp"], "employees": {"above": 10, "to": 1000}},
        "attributes": {
          "employees": {"type": "ordered", "bounds": [10, 50.5, 200]},
          "industry": {"type": "NOMINAL"},
          "technologies": {"type": "tags"},
          "revenue": {"type": "ordered"},
          "city": {"type": "discovered"},
          "phone": {"type": "ignored"}
        },
        "behaviours": ["visits_30d"],
        "hypotheses": [{"attribute": "industry", "level": "retail", "direction": "good", "deals": 20}],
        "valuation": {"horizon": "P180D", "targetValue": 12000.5},
        "halfLife": "P90D",
        "tiers": {"a": 0.1, "b": 0.2, "c": 0.3},
        "publication": {"minimumInterval": "PT1M", "weightFloor": 0.5, "tierShare": 0.1}
      }
      """;

  @Test
  void understandsEveryField() {
    ProfileDefinition definition = read(FULL);

    assertThat(definition.kind()).isEqualTo(Kind.PERSON);
    assertThat(definition.scope().bounds().get("product"))
        .isEqualTo(new Scope.OneOf(new TreeSet<>(List.of("crm", "erp"))));
    assertThat(definition.scope().bounds().get("employees"))
        .isEqualTo(new Scope.Range(10, false, 1000, true));
    assertThat(definition.attributes().get("employees"))
        .isEqualTo(new AttributeRule.Ordered(List.of(10.0, 50.5, 200.0)));
    assertThat(definition.behaviours()).containsExactly("visits_30d");
    assertThat(definition.hypotheses().getFirst().deals()).isEqualTo(20);
    assertThat(definition.valuation().horizon()).isEqualTo(Duration.ofDays(180));
    assertThat(definition.valuation().targetValue()).hasValue(12000.5);
    assertThat(definition.halfLife()).contains(Duration.ofDays(90));
    assertThat(definition.tiers().a()).isEqualTo(0.1);
    assertThat(definition.publication().weightFloor()).isEqualTo(0.5);
  }

  @Test
  void givesEveryFieldItsDefault() {
    assertThat(read("{}")).isEqualTo(ProfileDefinition.withDefaults("b2b"));
    assertThat(read("{\"kind\": null, \"tiers\": {\"a\": null}}"))
        .isEqualTo(ProfileDefinition.withDefaults("b2b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"tier\": {}} | tier | known are profileId",
        "{\"tiers\": {\"d\": 1}} | tiers.d | known are a, b, c",
        "{\"attributes\": {\"x\": {\"typ\": 1}}} | attributes.x.typ | known are type, bounds",
        "{\"hypotheses\": [{\"atribute\": \"x\"}]} | hypotheses[0].atribute | known are attribute",
        "{\"profileId\": \"other\"} | profileId | must be the one in the path",
        "{\"kind\": \"robot\"} | kind | must be one of COMPANY, PERSON",
        "{\"kind\": 3} | kind | must be text",
        "{\"scope\": []} | scope | must be an object",
        "{\"scope\": {\"product\": []}} | scope.product | must allow one value or more",
        "{\"scope\": {\"product\": [1]}} | scope.product[0] | must be text",
        "{\"scope\": {\"x\": {}}} | scope.x.from | a range needs an end",
        "{\"scope\": {\"x\": {\"min\": 1}}} | scope.x.min | known are from, above, to, below",
        "{\"scope\": {\"x\": {\"from\": \"10\"}}} | scope.x.from | must be a number",
        "{\"scope\": {\"x\": {\"from\": NaN}}} | body | must be well-formed JSON",
        "{\"scope\": {\"x\": {\"from\": 1e999}}} | scope.x.from | must be a finite number",
        "{\"scope\": {\"x\": {\"from\": 11, \"to\": 10}}} | scope.x.to | must leave room above the lower end, 11",
        "{\"scope\": {\"x\": {\"from\": 10, \"below\": 10}}} | scope.x.below | must leave room",
        "{\"scope\": {\"x\": {\"above\": 10, \"to\": 10}}} | scope.x.to | must leave room",
        "{\"scope\": {\"x\": {\"from\": 1, \"above\": 1}}} | scope.x.above | must not be given beside from",
        "{\"scope\": {\"x\": {\"to\": 1, \"below\": 1}}} | scope.x.below | must not be given beside to",
        "{\"attributes\": {\"x\": {}}} | attributes.x.type | must be given",
        "{\"attributes\": {\"x\": {\"type\": \"number\"}}} | attributes.x.type | must be one of",
        "{\"attributes\": {\"x\": {\"type\": \"ordered\", \"bounds\": [1, 1]}}} | attributes.x.bounds[1] | must be more than",
        "{\"attributes\": {\"x\": {\"type\": \"tags\", \"bounds\": [1]}}} | attributes.x.bounds | is for attributes of type ORDERED",
        "{\"behaviours\": [\"visits_31d\"]} | behaviours[0] | must be one of visits_30d",
        "{\"behaviours\": \"visits_30d\"} | behaviours | must be an array",
        "{\"hypotheses\": [{\"attribute\": \"x\", \"level\": \"y\", \"direction\": \"GOOD\"}]} | hypotheses[0].deals | must be given",
        "{\"hypotheses\": [{\"attribute\": \"x\", \"level\": \" \", \"direction\": \"GOOD\", \"deals\": 1}]} | hypotheses[0].level | must be text of 1 to",
        "{\"hypotheses\": [{\"attribute\": \"x\", \"level\": \"y\", \"direction\": \"GOOD\", \"deals\": 0}]} | hypotheses[0].deals | must be more than 0",
        "{\"valuation\": {\"horizon\": \"180\"}} | valuation.horizon | ISO 8601",
        "{\"valuation\": {\"horizon\": \"PT0S\"}} | valuation.horizon | must be more than PT0S",
        "{\"valuation\": {\"targetValue\": -1}} | valuation.targetValue | must be more than 0",
        "{\"halfLife\": \"-P1D\"} | halfLife | must be more than PT0S",
        "{\"halfLife\": \"P999999999999D\"} | halfLife | at most P36500D",
        "{\"tiers\": {\"a\": 0}} | tiers.a | must be between 0 and 1",
        "{\"tiers\": {\"a\": 0.5, \"b\": 0.4}} | tiers | must sum to less than 1",
        "{\"publication\": {\"minimumInterval\": \"-PT1S\"}} | publication.minimumInterval | must be within",
        "{\"publication\": {\"weightFloor\": 100}} | publication.weightFloor | must be between 0 and 100",
        "{\"publication\": {\"tierShare\": 1.5}} | publication.tierShare | must be more than 0 and at most 1",
        "[] | body | must be an object"
      })
  void namesTheFieldAndItsRule(String body, String field, String rule) {
    InvalidField invalid = catchThrowableOfType(InvalidField.class, () -> read(body));

    assertThat(invalid.field()).isEqualTo(field);
    assertThat(invalid.rule()).contains(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"x\":[\"a\",\"b\"]}",
        "{\"x\":{\"from\":10,\"to\":1000}}",
        "{\"x\":{\"above\":-0.5,\"below\":1000}}",
        "{\"x\":{\"from\":10,\"to\":10}}",
        "{\"x\":{\"from\":10}}",
        "{\"x\":{\"above\":10}}",
        "{\"x\":{\"to\":10}}",
        "{\"x\":{\"below\":10}}"
      })
  void writesAScopeAsItWasRead(String scope) throws Exception {
    DefinitionDocument written = DefinitionDocument.of(read("{\"scope\":" + scope + "}"));

    assertThat(new ObjectMapper().writeValueAsString(written.scope())).isEqualTo(scope);
  }

  @Test
  void refusesAnIdThatCannotNameAProfile() {
    InvalidField invalid =
        catchThrowableOfType(InvalidField.class, () -> DefinitionReading.defaults("B2B/../x"));

    assertThat(invalid.field()).isEqualTo("profileId");
  }

  private static ProfileDefinition read(String body) {
    return DefinitionReading.read("b2b", body.getBytes(UTF_8));
  }
}
