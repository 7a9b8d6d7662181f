package dev.lodestar.importer.mapping;

import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.account.Deal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads what becomes of columns and constants.
final class UseReader {

  private static final List<String> TARGETS =
      List.of("attribute", "dealAttribute", "account", "deal", "visit", "churn", "ignore");

  private final Format format;
  private final List<Use> uses;
  private final SortedMap<String, String> ignored;

  UseReader(Format format, List<Use> uses, SortedMap<String, String> ignored) {
    this.format = format;
    this.uses = uses;
    this.ignored = ignored;
  }

  /// `column: ignore`, `column: {deal: amount, …}`, or a list of the latter.
  void column(String column, Place place) {
    if (place.isText()) {
      if (!place.text().equals("ignore")) {
        place.problem(
            place.path() + " must be ignore, or {attribute: name} and the like: " + place.text());
      }
      ignored.put(column, "");
      return;
    }
    for (Place item : place.items()) {
      Map<String, Place> entries = item.entries(allowed());
      Place reason = entries.get("ignore");
      if (reason != null) {
        ignored.put(column, reason.text());
      } else {
        add(new Origin.Column(column), item, entries);
      }
    }
  }

  /// `deal.id: lead-{Lead Number}` or `deal.stage: {value: "{Converted}", words: …}`.
  void constant(String name, Place place) {
    String group = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    String key = name.contains(".") ? name.substring(name.indexOf('.') + 1) : "";
    Optional<Target> target = target(group, key, place);
    if (target.isEmpty()) {
      return;
    }
    Map<String, Place> entries = Map.of();
    Place value = place;
    if (!place.isText()) {
      var allowed = new ArrayList<>(FormatReader.SETTINGS);
      allowed.addFirst("value");
      entries = place.entries(allowed);
      value = entries.get("value");
      if (value == null) {
        place.problem(place.path() + " needs a value");
        return;
      }
    }
    add(Origin.Template.of(value.text()), target.get(), place, entries);
  }

  private void add(Origin origin, Place place, Map<String, Place> entries) {
    List<String> named = TARGETS.stream().filter(entries::containsKey).toList();
    if (named.size() != 1) {
      place.problem(
          place.path()
              + (named.isEmpty()
                  ? " does not say what the column is: one of "
                  : " is more than one of ")
              + String.join(", ", named.isEmpty() ? TARGETS : named)
              + (named.isEmpty() ? "" : "; write a list to use a column twice"));
      return;
    }
    String group = named.getFirst();
    Place key = java.util.Objects.requireNonNull(entries.get(group));
    target(group, key.text(), key).ifPresent(target -> add(origin, target, place, entries));
  }

  private void add(Origin origin, Target target, Place place, Map<String, Place> entries) {
    var settings = new TreeMap<>(entries);
    settings.keySet().retainAll(FormatReader.SETTINGS);
    Format own = FormatReader.ofColumn(settings, format);
    if (target instanceof Field field) {
      checkWords(field, own, place);
    } else if (settings.containsKey("words") || own.ago().isPresent()) {
      place.problem(place.path() + ": words and ago are for stages, kinds and dates only");
    }
    uses.add(new Use(origin, target, own, place.line()));
  }

  private static void checkWords(Field field, Format format, Place place) {
    if (field.kind() != Field.Kind.WORD) {
      if (!format.words().isEmpty()) {
        place.problem(place.path() + ": words are for deal.stage and churn.kind only");
      }
      return;
    }
    var meanings = new ArrayList<>(field.words());
    meanings.addAll(List.of("none", "skip"));
    new TreeMap<>(format.words())
        .forEach((word, meaning) -> {
          if (!meanings.contains(meaning)) {
            place.problem(
                "%s: \"%s\" cannot mean %s%s"
                    .formatted(place.path(), word, meaning, Suggestion.among(meanings, meaning)));
          }
        });
  }

  private Optional<Target> target(String group, String key, Place place) {
    return switch (group) {
      case "attribute" -> attributeName(key, place).map(Target.Attribute::new);
      case "dealAttribute" -> dealAttributeName(key, place).map(Target.DealAttribute::new);
      case "account", "deal", "visit", "churn" -> {
        Optional<Field> field = Field.of(group, key);
        if (field.isEmpty()) {
          place.problem(
              "there is no field "
                  + key
                  + " of "
                  + group
                  + Suggestion.among(Field.keysOf(group), key));
        }
        yield field.map(f -> f);
      }
      default -> {
        place.problem("there is no " + group + Suggestion.among(TARGETS, group));
        yield Optional.empty();
      }
    };
  }

  private static Optional<String> attributeName(String name, Place place) {
    if (Behaviours.ALL.contains(name)) {
      place.problem("attribute " + name + " is worked out from visits: choose another name");
      return Optional.empty();
    }
    if (name.isBlank() || name.length() > 256 || name.chars().anyMatch(Character::isISOControl)) {
      place.problem("an attribute's name has 1 to 256 characters, and no control characters");
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private static Optional<String> dealAttributeName(String name, Place place) {
    if (name.equals(Deal.PRODUCT)) {
      place.problem("write {deal: product} for the product, which is a deal attribute already");
      return Optional.empty();
    }
    return attributeName(name, place);
  }

  private static List<String> allowed() {
    var allowed = new ArrayList<>(TARGETS);
    allowed.addAll(FormatReader.SETTINGS);
    return allowed;
  }
}
