package dev.lodestar.importer.history;

/// What became of a row: every row of a file has exactly one.
public enum Disposition {
  WON("won"),
  LOST("lost"),
  OPENED("open"),
  REOPENED("reopened"),
  CHURNED("churned"),
  REACTIVATED("reactivated"),
  VISIT("visits"),
  ACCOUNT("accounts"),
  /// Rows that others are joined to.
  LOOKUP("looked up"),
  /// Rows in which everything that would make an event is unknown.
  NOTHING("nothing known"),
  /// Rows of nobody, which the mapping passes over.
  WITHOUT_ACCOUNT("without account"),
  /// Rows that the mapping passes over by a word.
  SKIPPED("skipped"),
  /// Rows that repeat another one.
  DUPLICATE("duplicates"),
  /// Rows that tell of the same deal, account or churn as another one, and tell it otherwise.
  SUPERSEDED("superseded"),
  REJECTED("rejected");

  private final String words;

  Disposition(String words) {
    this.words = words;
  }

  public boolean isClosedDeal() {
    return this == WON || this == LOST;
  }

  @Override
  public String toString() {
    return words;
  }
}
