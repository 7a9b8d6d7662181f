package dev.lodestar.importer.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The histories that the examples of mappings are for, where there is a copy of them: in the
/// folder of the system property `lodestar.histories`, or of the environment variable
/// `LODESTAR_HISTORIES`.
///
/// The numbers are those that their publishers tell.
class PublicHistoriesTest {

  private static final InstantSource TODAY =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void accountsForEveryOpportunityOfTheCrm() throws IOException, MappingException {
    var history = read("crm-opportunities");

    FileReport pipeline = file(history, "sales_pipeline.csv");
    assertThat(pipeline.rows()).isEqualTo(8_800);
    assertThat(pipeline.closedDeals()).isEqualTo(6_711);
    assertThat(pipeline.dispositions())
        .isEqualTo(
            Map.of(
                Disposition.WON, 4_238L,
                Disposition.LOST, 2_473L,
                Disposition.OPENED, 664L,
                Disposition.WITHOUT_ACCOUNT, 1_425L));
    assertThat(pipeline.unmatched()).isEmpty();
    assertThat(file(history, "accounts.csv").count(Disposition.ACCOUNT)).isEqualTo(85);
    List<Observation> observations = observations(history);
    assertThat(observations).hasSize(6_711);
    assertThat(attributes(observations))
        .containsExactlyInAnyOrder(
            "sector",
            "year_established",
            "revenue",
            "employees",
            "office_location",
            "subsidiary_of",
            "product",
            "series",
            "sales_price");
  }

  @Test
  void makesADealOfEveryLead() throws IOException, MappingException {
    var history = read("lead-scoring");

    assertThat(history.report().rows()).isEqualTo(9_240);
    assertThat(history.report().count(Disposition.REJECTED)).isZero();
    assertThat(share(history)).isBetween(0.385, 0.386);
    List<Observation> observations = observations(history);
    assertThat(observations).hasSize(9_240);
    assertThat(attributes(observations))
        .doesNotContain("tags", "lead_quality", "lead_profile", "last_activity")
        .hasSize(19);
    assertThat(
            observations.stream().filter(o -> o.attributes().containsKey("specialization")).count())
        .as("neither blank nor Select")
        .isEqualTo(9_240 - 1_438 - 1_942);
  }

  @Test
  void keepsTheContactsOfTheBankInOrder() throws IOException, MappingException {
    var history = read("bank-campaign");

    assertThat(history.report().rows()).isEqualTo(41_188);
    assertThat(history.report().count(Disposition.REJECTED)).isZero();
    assertThat(share(history)).isBetween(0.1125, 0.1135);
    List<AccountEvent.DealReported> deals =
        history.events().stream()
            .filter(AccountEvent.DealReported.class::isInstance)
            .map(AccountEvent.DealReported.class::cast)
            .toList();
    assertThat(deals).hasSize(41_188);
    assertThat(deals.getFirst().dealId()).isEqualTo("contact-1");
    assertThat(deals.getLast().dealId()).isEqualTo("contact-41188");
    assertThat(deals.getLast().occurredAt())
        .isBetween("2010-10-30T00:00:00Z", "2010-11-05T00:00:00Z");
    assertThat(deals.stream().filter(d -> d.attributes().containsKey("days_since_last_contact")))
        .as("contacted before")
        .hasSize(41_188 - 39_673);
  }

  @Test
  void flipsTheWinsOfCustomersWhoLeft() throws IOException, MappingException {
    var history = read("telco-churn");

    assertThat(history.report().rows()).isEqualTo(7_043);
    List<Observation> observations = observations(history);
    assertThat(observations).hasSize(7_043);
    long left =
        observations.stream()
            .filter(o -> o.outcome() instanceof Outcome.Won(var at) && at.isPresent())
            .count();
    assertThat((double) left / observations.size()).isBetween(0.265, 0.266);
    assertThat(attributes(observations)).doesNotContain("tenure", "total_charges").hasSize(17);
  }

  @Test
  void readsTheChurnFeedOfASubscriptionBusiness() throws IOException, MappingException {
    var history = read("saas-churn");

    assertThat(file(history, "accounts.csv").dispositions())
        .isEqualTo(Map.of(Disposition.ACCOUNT, 500L));
    assertThat(file(history, "subscriptions.csv").dispositions())
        .isEqualTo(Map.of(Disposition.WON, 4_222L, Disposition.SKIPPED, 778L));
    assertThat(file(history, "churn_events.csv").dispositions())
        .isEqualTo(Map.of(Disposition.CHURNED, 539L, Disposition.REACTIVATED, 61L));
    long accountsWithChurnFeed =
        history.events().stream()
            .filter(AccountEvent.ChurnReported.class::isInstance)
            .map(AccountEvent::accountId)
            .distinct()
            .count();
    assertThat(accountsWithChurnFeed).isEqualTo(352);
  }

  private static CsvHistory read(String name) throws IOException, MappingException {
    Mapping mapping = Mapping.read(Path.of("mappings", name + ".yml"));
    String folder = System.getProperty("lodestar.histories", System.getenv("LODESTAR_HISTORIES"));
    assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder, name)),
        () -> "no copy of " + name + ": set -Dlodestar.histories to the folder that holds it");
    return CsvHistory.read(mapping, List.of(Path.of(String.valueOf(folder), name)), TODAY);
  }

  private static FileReport file(CsvHistory history, String name) {
    return history.report().files().stream()
        .filter(file -> file.file().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static double share(CsvHistory history) {
    return (double) history.report().count(Disposition.WON) / history.report().rows();
  }

  private static List<Observation> observations(CsvHistory history) throws IOException {
    var byAccount = new HashMap<String, List<AccountEvent>>();
    history.forEach(
        event -> byAccount.computeIfAbsent(event.accountId(), _ -> new ArrayList<>()).add(event));
    return byAccount.entrySet().stream()
        .flatMap(e -> Observations.of(Ledger.of(e.getKey(), e.getValue())).stream())
        .toList();
  }

  private static Set<String> attributes(List<Observation> observations) {
    var names = new java.util.TreeSet<String>();
    observations.forEach(o -> names.addAll(o.attributes().keySet()));
    names.removeAll(dev.lodestar.core.account.Behaviours.ALL);
    return names;
  }
}
