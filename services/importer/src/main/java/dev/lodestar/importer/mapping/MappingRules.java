package dev.lodestar.importer.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What must hold of a mapping as a whole.
final class MappingRules {

  private MappingRules() {}

  static void check(Mapping mapping, Problems problems) {
    mapping.files().forEach(file -> check(file, mapping, problems));
  }

  private static void check(FileMapping file, Mapping mapping, Problems problems) {
    if (file.leftOut().isPresent()) {
      return;
    }
    if (file.uses().isEmpty() && file.lookupKey().isEmpty()) {
      problems.add(
          file.line(),
          "file "
              + file.name()
              + " gives nothing: map its columns, say lookup: KEY, or leftOut: why");
      return;
    }
    Set<String> groups =
        file.uses().stream()
            .map(u -> FileMapping.groupOf(u.target()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!groups.isEmpty()) {
      require(file, Field.ACCOUNT_ID, "does not say whose rows they are", problems);
    }
    if (groups.contains("deal")) {
      require(file, Field.DEAL_ID, "has deals without an id", problems);
      require(file, Field.DEAL_STAGE, "does not say how deals turned out", problems);
    }
    if (groups.contains("visit")) {
      require(file, Field.VISIT_URL, "has visits to nowhere", problems);
      if (file.time().isEmpty()) {
        require(file, Field.VISIT_OCCURRED_AT, "has visits without a time", problems);
      }
    }
    if (groups.contains("churn")) {
      require(file, Field.CHURN_KIND, "does not say who churned", problems);
    }
    checkSingle(file, problems);
    checkJoins(file, mapping, problems);
    boolean needsAsOf =
        file.uses().stream().anyMatch(u -> u.format().ago().isPresent() || namesAsOf(u.origin()));
    if (needsAsOf && mapping.asOf().isEmpty()) {
      problems.add(file.line(), "file " + file.name() + " needs asOf, the date of the export");
    }
    if (file.time().isEmpty() && file.uses().stream().anyMatch(u -> namesTime(u.origin()))) {
      problems.add(file.line(), "file " + file.name() + " names {time}, but has no time");
    }
  }

  private static void require(FileMapping file, Field field, String lack, Problems problems) {
    if (!file.gives(field)) {
      problems.add(file.line(), "file " + file.name() + " " + lack + ": nothing gives " + field);
    }
  }

  // Several columns may give one field, the first known one counts; an attribute has one meaning
  // only.
  private static void checkSingle(FileMapping file, Problems problems) {
    Map<Target, Use> first = new HashMap<>();
    for (Use use : file.uses()) {
      Use other = first.putIfAbsent(use.target(), use);
      if (other != null
          && use.origin() instanceof Origin.Column
          && !(use.target() instanceof Field)) {
        problems.add(
            use.line(),
            use.target() + " is given by " + other.origin() + " and by " + use.origin());
      }
    }
  }

  private static void checkJoins(FileMapping file, Mapping mapping, Problems problems) {
    List<String> lookups =
        mapping.files().stream()
            .filter(f -> f.lookupKey().isPresent() && f.leftOut().isEmpty())
            .map(FileMapping::name)
            .toList();
    if (file.lookupKey().isPresent() && !file.joins().isEmpty()) {
      problems.add(file.line(), "file " + file.name() + " is a lookup, so it cannot join others");
      return;
    }
    for (String joined : file.joins().keySet()) {
      if (!lookups.contains(joined)) {
        problems.add(
            file.line(),
            "file "
                + file.name()
                + " joins "
                + joined
                + ", which is not a file with lookup: KEY"
                + Suggestion.among(lookups, joined));
      }
    }
  }

  private static boolean namesAsOf(Origin origin) {
    return origin instanceof Origin.Template t
        && t.parts().stream().anyMatch(Origin.Part.AsOf.class::isInstance);
  }

  private static boolean namesTime(Origin origin) {
    return origin instanceof Origin.Template t
        && t.parts().stream().anyMatch(Origin.Part.Time.class::isInstance);
  }
}
