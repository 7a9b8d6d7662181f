package dev.lodestar.standalone;

import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.simulator.Timeline;
import dev.lodestar.simulator.World;
import dev.lodestar.simulator.WorldSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A simulated world as a CRM would export it: two CSV files and their mapping.
///
/// @param deals how many closed deals there are
record Exported(Path mapping, Path folder, int deals) {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static final String MAPPING =
      """
      name: exported
      asOf: 2026-01-01
      files:
        accounts:
          file: accounts.csv
          columns:
            account: {account: id}
            industry: {attribute: industry}
            employees: {attribute: employees, type: number}
            business_model: {attribute: business_model}
        deals:
          file: deals.csv
          columns:
            deal: {deal: id}
            account: {account: id}
            stage: {deal: stage, words: {WON: WON, LOST: LOST}}
            opened: {deal: openedAt}
            closed: {deal: closedAt}
      """;

  static Exported to(Path folder, long seed, int days) throws IOException {
    var settings = new WorldSettings(seed, Timeline.from(START), 20, OptionalInt.empty());
    var happenings = new World(settings).happenings();
    var accounts = new TreeMap<String, TreeMap<String, String>>();
    var deals = new TreeMap<String, String>();
    for (var next = happenings.next(); next.day() < days; next = happenings.next()) {
      switch (next.event()) {
        case AttributesObserved observed ->
            accounts
                .computeIfAbsent(observed.accountId(), _ -> new TreeMap<>())
                .putAll(texts(observed));
        case DealReported deal when isClosed(deal) ->
            deals.put(
                deal.dealId(),
                Stream.of(
                        deal.dealId(),
                        deal.accountId(),
                        deal.stage().name(),
                        day(deal.openedAt().orElseThrow()),
                        day(deal.occurredAt()))
                    .collect(Collectors.joining(",")));
        default -> {}
      }
    }
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("accounts.csv"),
        Stream.concat(
                Stream.of("account,industry,employees,business_model"),
                accounts.entrySet().stream()
                    .map(a ->
                        String.join(
                            ",",
                            a.getKey(),
                            a.getValue().getOrDefault("industry", ""),
                            a.getValue().getOrDefault("employees", ""),
                            a.getValue().getOrDefault("business_model", ""))))
            .toList());
    Files.write(
        folder.resolve("deals.csv"),
        Stream.concat(Stream.of("deal,account,stage,opened,closed"), deals.values().stream())
            .toList());
    Path mapping = Files.writeString(folder.resolve("mapping.yml"), MAPPING);
    return new Exported(mapping, folder, deals.size());
  }

  private static boolean isClosed(DealReported deal) {
    return deal.stage() == DealStage.WON || deal.stage() == DealStage.LOST;
  }

  private static TreeMap<String, String> texts(AttributesObserved observed) {
    var texts = new TreeMap<String, String>();
    observed
        .attributes()
        .forEach((name, value) ->
            value.ifPresent(v -> {
              if (v instanceof Text(var text)) {
                texts.put(name, text);
              } else if (v instanceof Quantity(var number)) {
                texts.put(name, Long.toString((long) number));
              }
            }));
    return texts;
  }

  private static String day(Instant time) {
    return time.toString().substring(0, 10);
  }
}
