package dev.lodestar.importer.mapping;

/// What a value of a row becomes.
public sealed interface Target permits Field, Target.Attribute, Target.DealAttribute {

  /// An attribute of the account.
  record Attribute(String name) implements Target {

    @Override
    public String toString() {
      return "attribute " + name;
    }
  }

  /// An attribute of the deal.
  record DealAttribute(String name) implements Target {

    @Override
    public String toString() {
      return "deal attribute " + name;
    }
  }
}
