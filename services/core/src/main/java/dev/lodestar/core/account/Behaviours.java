package dev.lodestar.core.account;

import java.util.List;

/// The engagement summaries that a ledger knows of and a profile may read as attributes.
///
/// `visits_30d` counts visits in the 30 days before, `pricing_page_30d` those of a path that holds
/// `/pricing`, and `intent_pages_30d` those of any path that only somebody opens who thinks of
/// buying: also `/demo`, `/trial`, `/contact`, `/quote`, `/signup`, `/sign-up`, `/checkout` and
/// `/book`. The others name the campaign of the first and the latest visit that had one.
public final class Behaviours {

  public static final String VISITS_30D = "visits_30d";
  public static final String PRICING_PAGE_30D = "pricing_page_30d";
  public static final String INTENT_PAGES_30D = "intent_pages_30d";
  public static final String FIRST_UTM_SOURCE = "first_utm_source";
  public static final String FIRST_UTM_MEDIUM = "first_utm_medium";
  public static final String FIRST_UTM_CAMPAIGN = "first_utm_campaign";
  public static final String LAST_UTM_SOURCE = "last_utm_source";
  public static final String LAST_UTM_MEDIUM = "last_utm_medium";
  public static final String LAST_UTM_CAMPAIGN = "last_utm_campaign";

  public static final List<String> ALL =
      List.of(
          VISITS_30D,
          PRICING_PAGE_30D,
          INTENT_PAGES_30D,
          FIRST_UTM_SOURCE,
          FIRST_UTM_MEDIUM,
          FIRST_UTM_CAMPAIGN,
          LAST_UTM_SOURCE,
          LAST_UTM_MEDIUM,
          LAST_UTM_CAMPAIGN);

  public static final List<String> DEFAULT =
      List.of(VISITS_30D, PRICING_PAGE_30D, FIRST_UTM_SOURCE);

  private Behaviours() {}
}
