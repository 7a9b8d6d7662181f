package dev.lodestar.backtest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.backtest.peers.OdooNaiveBayes.Kind;
import dev.lodestar.backtest.peers.OdooNaiveBayes.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OdooNaiveBayesTest {

  /// Odoo's own example: two leads won, three lost, and a query that it answers with 74.30 per
  /// cent.
  @Test
  void answersOdoosExampleAsOdooDoes() {
    var bayes = new OdooNaiveBayes();
    bayes.learn(lead(3, "country=1", "state=1", "phone=ok", "source=2", "email=ok"), true);
    bayes.learn(lead(3, "country=2", "state=1", "phone=ok", "email=ok"), true);
    bayes.learn(lead(1, "phone=bad", "source=1", "email=ok"), false);
    bayes.learn(lead(1, "country=1", "phone=bad", "source=1", "email=ok"), false);
    bayes.learn(lead(3, "state=2", "phone=ok", "email=ok"), false);

    var query = fields("country=1", "state=1", "email=ok", "phone=ok", "source=1");
    query.add(stage(2));

    assertThat(bayes.predict(query)).isEqualTo(0.7430);
  }

  private static List<Value> lead(int stagesReached, String... fields) {
    var values = fields(fields);
    for (int i = 1; i <= stagesReached; i++) {
      values.add(stage(i));
    }
    return values;
  }

  private static List<Value> fields(String... fields) {
    var values = new ArrayList<Value>();
    for (String field : fields) {
      int equals = field.indexOf('=');
      values.add(new Value(field.substring(0, equals), field.substring(equals + 1), Kind.FIELD));
    }
    return values;
  }

  private static Value stage(int number) {
    return new Value("stage " + number, "reached", Kind.STAGE);
  }
}
