package dev.lodestar.simulator;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Tags;
import dev.lodestar.core.account.AttributeValue.Text;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A company as it truly is at one time, known to us or not.
///
/// The attributes hang together as they do in the world: industry leads to funding and
/// technologies, funding to size and age, size to revenue. Several of them decide nothing and are
/// there to mislead.
///
/// @param crm what our own people write down on the first day
/// @param enrichment what a data provider delivers some days later
record Company(
    SortedMap<String, AttributeValue> crm, SortedMap<String, AttributeValue> enrichment) {

  static final String EMPLOYEES = "employees";

  private static final String FUNDING_STAGE = "funding_stage";
  private static final String REVENUE = "revenue_eur";

  private static final Map<String, Double> INDUSTRIES =
      shares("software 24, fintech 14, healthcare 16, manufacturing 18, retail 18, education 10");

  private static final Map<String, Double> VENTURE =
      shares("bootstrapped 22, pre-seed 14, seed 22, series-a 21, series-b 13, public 8");

  private static final Map<String, Double> CLASSIC =
      shares("bootstrapped 42, pre-seed 7, seed 12, series-a 11, series-b 8, public 20");

  private static final List<String> STAGES =
      List.of("bootstrapped", "pre-seed", "seed", "series-a", "series-b", "public");

  private static final Map<String, Double> COUNTRIES =
      shares("DE 22, FR 14, GB 16, NL 8, SE 5, US 24, CA 5, JP 3, SG 2, AU 1");

  private static final List<String> OWNERS =
      List.of("amara", "bjorn", "chen", "dalia", "emil", "farah");

  private static final List<String> SYLLABLES =
      List.of(
          "al", "bra", "cor", "da", "el", "fin", "gro", "hel", "in", "ja", "kel", "lu", "mer",
          "nor", "or", "pal", "qui", "ren", "sol", "tar", "ul", "ver", "wen", "xan", "yor", "zen");

  private static final List<String> FORMS = List.of("GmbH", "Ltd", "Inc", "SA", "BV");

  static Company drawn(Draws draws, int year) {
    String industry = draws.oneOf(INDUSTRIES);
    boolean venture = List.of("software", "fintech", "healthcare").contains(industry);
    String stage = draws.oneOf(venture ? VENTURE : CLASSIC);
    double employees = Math.max(1, Math.rint(draws.logNormal(medianEmployees(stage), 1.5)));
    String country = draws.oneOf(COUNTRIES);

    var crm = new TreeMap<String, AttributeValue>();
    crm.put("company_name", new Text(name(draws)));
    crm.put("industry", new Text(industry));
    crm.put("country", new Text(country));
    crm.put("region", new Text(region(country)));
    crm.put("account_owner", new Text(draws.oneOf(OWNERS)));
    crm.put("newsletter", new Text(draws.chance(0.3) ? "true" : "false"));

    var enrichment = new TreeMap<String, AttributeValue>();
    enrichment.put(EMPLOYEES, new Quantity(employees));
    enrichment.put(REVENUE, new Quantity(revenue(employees, draws)));
    enrichment.put(FUNDING_STAGE, new Text(stage));
    enrichment.put("business_model", new Text(businessModel(industry, draws)));
    enrichment.put("technologies", technologies(industry, draws));
    enrichment.put("founded_year", new Quantity(year - age(stage, draws)));
    return new Company(crm, enrichment);
  }

  /// The company after a round of funding: one stage further, and larger.
  Company grown(Draws draws) {
    var changed = new TreeMap<>(enrichment);
    int stage = STAGES.indexOf(fundingStage());
    double employees = Math.rint(employees() * draws.between(1.5, 3)) + 1;
    changed.put(FUNDING_STAGE, new Text(STAGES.get(Math.min(stage + 1, STAGES.size() - 1))));
    changed.put(EMPLOYEES, new Quantity(employees));
    changed.put(REVENUE, new Quantity(revenue(employees, draws)));
    return new Company(crm, changed);
  }

  SortedMap<String, AttributeValue> attributes() {
    var all = new TreeMap<>(crm);
    all.putAll(enrichment);
    return all;
  }

  double employees() {
    return enrichment.get(EMPLOYEES) instanceof Quantity(var number) ? number : 0;
  }

  private String fundingStage() {
    return enrichment.get(FUNDING_STAGE) instanceof Text(var stage) ? stage : "";
  }

  private static double medianEmployees(String stage) {
    return switch (stage) {
      case "pre-seed" -> 22;
      case "seed" -> 40;
      case "series-a" -> 80;
      case "series-b" -> 160;
      case "public" -> 450;
      default -> 50;
    };
  }

  private static String name(Draws draws) {
    String word = draws.oneOf(SYLLABLES) + draws.oneOf(SYLLABLES) + draws.oneOf(SYLLABLES);
    return Character.toUpperCase(word.charAt(0))
        + word.substring(1)
        + draws.oneOf(SYLLABLES)
        + " "
        + draws.oneOf(FORMS);
  }

  private static String region(String country) {
    return switch (country) {
      case "US", "CA" -> "AMER";
      case "JP", "SG", "AU" -> "APAC";
      default -> "EMEA";
    };
  }

  private static String businessModel(String industry, Draws draws) {
    return switch (industry) {
      case "retail" -> draws.oneOf(shares("b2c 60, b2b 20, marketplace 20"));
      case "education" -> draws.oneOf(shares("b2c 45, b2b 50, marketplace 5"));
      default -> draws.oneOf(shares("b2b 65, b2c 20, marketplace 15"));
    };
  }

  private static Tags technologies(String industry, Draws draws) {
    boolean digital = industry.equals("software") || industry.equals("fintech");
    boolean kafka = draws.chance(digital ? 0.4 : 0.2);
    var used = new TreeSet<String>();
    if (kafka) {
      used.add("kafka");
    }
    if (draws.chance(kafka ? 0.55 : 0.25)) {
      used.add("kubernetes");
    }
    if (draws.chance(industry.equals("manufacturing") || industry.equals("retail") ? 0.45 : 0.15)) {
      used.add("sap");
    }
    if (draws.chance(0.35)) {
      used.add("salesforce");
    }
    if (draws.chance(digital ? 0.15 : 0.35)) {
      used.add("wordpress");
    }
    if (draws.chance(0.4)) {
      used.add("postgres");
    }
    return new Tags(used);
  }

  private static double revenue(double employees, Draws draws) {
    double revenue = draws.logNormal(110_000 * employees, 1.0);
    double unit = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(revenue)) - 1);
    return Math.rint(revenue / unit) * unit;
  }

  private static double age(String stage, Draws draws) {
    double median =
        switch (stage) {
          case "pre-seed" -> 3;
          case "seed" -> 4;
          case "series-a" -> 6;
          case "series-b" -> 8;
          default -> 18;
        };
    return Math.rint(Math.clamp(draws.logNormal(median, 0.7), 1, 150));
  }

  /// In the order written, which is the order drawn.
  private static Map<String, Double> shares(String text) {
    var shares = new java.util.LinkedHashMap<String, Double>();
    for (String share : text.split(", ", -1)) {
      int space = share.indexOf(' ');
      shares.put(share.substring(0, space), Double.valueOf(share.substring(space + 1)));
    }
    return shares;
  }
}
