package dev.lodestar.importer.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A part of an event that a column can fill.
public enum Field implements Target {
  ACCOUNT_ID("account", "id", Kind.TEXT),
  ACCOUNT_OBSERVED_AT("account", "observedAt", Kind.TIME),

  DEAL_ID("deal", "id", Kind.TEXT),
  DEAL_REVISION("deal", "revision", Kind.NUMBER),
  DEAL_STAGE("deal", "stage", Kind.WORD),
  DEAL_PRODUCT("deal", "product", Kind.TEXT),
  DEAL_AMOUNT("deal", "amount", Kind.NUMBER),
  DEAL_COSTS("deal", "costs", Kind.NUMBER),
  DEAL_OPENED_AT("deal", "openedAt", Kind.TIME),
  DEAL_CLOSED_AT("deal", "closedAt", Kind.TIME),
  DEAL_OCCURRED_AT("deal", "occurredAt", Kind.TIME),
  DEAL_REASON("deal", "reason", Kind.TEXT),

  VISIT_URL("visit", "url", Kind.TEXT),
  VISIT_OCCURRED_AT("visit", "occurredAt", Kind.TIME),
  VISIT_REFERRER("visit", "referrer", Kind.TEXT),
  VISIT_UTM_SOURCE("visit", "utmSource", Kind.TEXT),
  VISIT_UTM_MEDIUM("visit", "utmMedium", Kind.TEXT),
  VISIT_UTM_CAMPAIGN("visit", "utmCampaign", Kind.TEXT),
  VISIT_VISITOR("visit", "visitor", Kind.TEXT),
  VISIT_SECONDS("visit", "seconds", Kind.NUMBER),

  CHURN_ID("churn", "id", Kind.TEXT),
  CHURN_KIND("churn", "kind", Kind.WORD),
  CHURN_PRODUCT("churn", "product", Kind.TEXT),
  CHURN_REASON("churn", "reason", Kind.TEXT),
  CHURN_EFFECTIVE_AT("churn", "effectiveAt", Kind.TIME),
  CHURN_OCCURRED_AT("churn", "occurredAt", Kind.TIME);

  /// What kind of value a field holds.
  public enum Kind {
    TEXT,
    NUMBER,
    TIME,
    WORD
  }

  private final String group;
  private final String key;
  private final Kind kind;

  Field(String group, String key, Kind kind) {
    this.group = group;
    this.key = key;
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public String group() {
    return group;
  }

  /// The words that mean something in a field of kind [Kind#WORD], besides `none` and `skip`.
  public List<String> words() {
    return switch (this) {
      case DEAL_STAGE -> List.of("WON", "LOST", "OPENED", "REOPENED");
      case CHURN_KIND -> List.of("CHURNED", "REACTIVATED");
      default -> List.of();
    };
  }

  static Optional<Field> of(String group, String key) {
    return Arrays.stream(values())
        .filter(f -> f.group.equals(group) && f.key.equals(key))
        .findAny();
  }

  static List<String> keysOf(String group) {
    return Arrays.stream(values()).filter(f -> f.group.equals(group)).map(f -> f.key).toList();
  }

  @Override
  public String toString() {
    return group + "." + key;
  }
}
