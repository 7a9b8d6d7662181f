package dev.lodestar.backtest.peers;

import dev.lodestar.backtest.Case;
import dev.lodestar.backtest.Contender;
import dev.lodestar.core.account.AttributeValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Odoo's predictive lead scoring, re-made from its published formula: naive Bayes on counts that
/// start at 0.1 on both sides.
///
/// A tag counts as a factor of its own once seen [#MIN_TAG_OBSERVATIONS] times. Numbers count as
/// the names they are written as, as in Odoo.
public final class OdooNaiveBayes implements Contender {

  private static final double START = 0.1;
  private static final int MIN_TAG_OBSERVATIONS = 50;

  private final Map<String, Field> fields = new HashMap<>();
  private final Counts team = new Counts();

  @Override
  public String name() {
    return "Odoo naive Bayes";
  }

  /// What a factor's counts are held against: those of its field, or of all leads.
  enum Kind {
    FIELD,
    /// One of many tags; ignored while seldom seen.
    TAG,
    /// A stage of the pipeline that was reached; a won lead has reached every stage.
    STAGE
  }

  /// The field that a factor is of, and the value it takes.
  record Value(String field, String value, Kind kind) {}

  @Override
  public double predict(Case deal) {
    return predict(values(deal));
  }

  @Override
  public void learn(Case deal) {
    learn(values(deal), deal.desirability() >= 0.5);
  }

  double predict(List<Value> values) {
    double won = team.won / (team.won + team.lost);
    double lost = team.lost / (team.won + team.lost);
    for (Value value : values) {
      Field field = fields.get(value.field());
      Counts counts = field == null ? null : field.values.get(value.value());
      if (field == null || counts == null || field.won == 0 || field.lost == 0) {
        continue;
      }
      if (value.kind() == Kind.TAG && counts.observations < MIN_TAG_OBSERVATIONS) {
        continue;
      }
      won *= counts.won / (value.kind() == Kind.FIELD ? field.won : team.won);
      lost *= counts.lost / (value.kind() == Kind.FIELD ? field.lost : team.lost);
    }
    double percent = StrictMath.rint(1e4 * won / (won + lost)) / 100;
    return Math.clamp(percent, 0.01, 99.99) / 100;
  }

  void learn(List<Value> values, boolean won) {
    team.add(won);
    for (Value value : values) {
      Field field = fields.computeIfAbsent(value.field(), _ -> new Field());
      Counts counts = field.values.get(value.value());
      if (counts == null) {
        counts = new Counts();
        field.values.put(value.value(), counts);
        field.won += START;
        field.lost += START;
      }
      counts.add(won);
      if (won) {
        field.won++;
      } else {
        field.lost++;
      }
    }
  }

  private static List<Value> values(Case deal) {
    var values = new ArrayList<Value>();
    deal.observation()
        .attributes()
        .forEach((name, value) -> {
          switch (value) {
            case AttributeValue.Text(var text) -> values.add(new Value(name, text, Kind.FIELD));
            case AttributeValue.Quantity(var number) ->
                values.add(new Value(name, Double.toString(number), Kind.FIELD));
            case AttributeValue.Tags(var tags) ->
                tags.forEach(tag -> values.add(new Value(name + "/" + tag, tag, Kind.TAG)));
          }
        });
    return values;
  }

  private static final class Field {
    final Map<String, Counts> values = new HashMap<>();
    double won;
    double lost;
  }

  private static final class Counts {
    double won = START;
    double lost = START;
    int observations;

    void add(boolean good) {
      observations++;
      if (good) {
        won++;
      } else {
        lost++;
      }
    }
  }
}
