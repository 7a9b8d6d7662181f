package dev.lodestar.query.targeting;

import dev.lodestar.query.csv.SafeCsv;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Target lists as RFC 4180 has it, safe to open in a spreadsheet unless a machine is to read them.
///
/// A spreadsheet runs text that begins like a formula, so such text gets an apostrophe in front.
/// Numbers are left alone.
final class TargetCsv {

  private static final List<String> FIXED =
      List.of(
          "accountId",
          "tier",
          "score",
          "probability",
          "version",
          "scoredAt",
          "disqualifiedBy",
          "status",
          "engagement",
          "cell",
          "lastVisitAt");

  private final Layout layout;
  private final List<String> attributes;
  private final UnaryOperator<String> text;
  private final String link;

  /// @param isForMachines whether text is left as it is, which a spreadsheet would run
  /// @param link what the address of an account's fit begins with, in the layout for people
  TargetCsv(Layout layout, List<String> attributes, boolean isForMachines, String link) {
    this.layout = layout;
    this.attributes = layout == Layout.SALES ? SalesColumns.ordered(attributes) : attributes;
    this.text = isForMachines ? UnaryOperator.identity() : SafeCsv::harmless;
    this.link = link;
  }

  byte[] header() {
    List<String> names = new ArrayList<>();
    switch (layout) {
      case FULL -> {
        names.addAll(FIXED);
        attributes.forEach(name -> names.add(text.apply(name)));
      }
      case SALES -> {
        SalesColumns.titles(attributes).forEach(title -> names.add(text.apply(title)));
        names.addAll(SalesColumns.FIXED);
      }
    }
    return SafeCsv.lines(List.of(names));
  }

  byte[] rows(List<TargetRow> rows) {
    return SafeCsv.lines(rows.stream().map(this::cells).toList());
  }

  private List<String> cells(TargetRow row) {
    List<String> cells = new ArrayList<>(FIXED.size() + attributes.size());
    switch (layout) {
      case FULL -> {
        cells.add(text.apply(row.accountId()));
        cells.add(row.tier().name());
        cells.add(Integer.toString(row.score()));
        cells.add(Double.toString(row.probability()));
        cells.add(Integer.toString(row.version()));
        cells.add(row.scoredAt().toString());
        cells.add(cell(row.disqualifiedBy()));
        cells.add(row.status().map(Enum::name).orElse(""));
        cells.add(row.engagement().map(e -> Double.toString(e)).orElse(""));
        cells.add(row.cell().orElse(""));
        cells.add(row.lastVisitAt().map(Object::toString).orElse(""));
        attributes.forEach(attribute -> cells.add(cell(row.attributes().get(attribute))));
      }
      case SALES -> {
        attributes.forEach(attribute -> cells.add(cell(row.attributes().get(attribute))));
        cells.add(row.tier().name());
        cells.add(Integer.toString(row.score()));
        cells.add(row.cell().orElse(""));
        cells.add(Math.round(100 * row.probability()) + "%");
        cells.add(row.status().map(s -> SalesColumns.title(words(s.name()))).orElse(""));
        cells.add(row.engagement().map(e -> Double.toString(Math.round(10 * e) / 10.0)).orElse(""));
        cells.add(row.lastVisitAt().map(at -> at.toString().substring(0, 10)).orElse(""));
        cells.add(cell(row.disqualifiedBy()));
        cells.add(text.apply(row.accountId()));
        cells.add(row.fitLink(link));
      }
    }
    return cells;
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }

  private String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Number number -> number.toString();
      case List<?> tags ->
          text.apply(String.join("; ", tags.stream().map(Object::toString).toList()));
      default -> text.apply(value.toString());
    };
  }
}
