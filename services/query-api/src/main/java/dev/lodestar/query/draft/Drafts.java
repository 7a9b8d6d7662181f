package dev.lodestar.query.draft;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.TierHysteresis;
import dev.lodestar.core.profile.DefinitionHash;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.caching.EntityTags;
import dev.lodestar.query.definition.DefinitionDocument;
import dev.lodestar.query.definition.Definitions;
import dev.lodestar.query.draft.DraftResponse.Moved;
import dev.lodestar.query.draft.DraftResponse.Moves;
import dev.lodestar.query.draft.DraftResponse.Side;
import dev.lodestar.query.paging.Cursor;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.PublishedVersion;
import dev.lodestar.query.profile.Versions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The drafts of profiles, each a profile of its own that nobody is told of.
@Singleton
final class Drafts {

  static final String LIST = "draft";

  private final Definitions definitions;
  private final Versions versions;
  private final Profiles profiles;
  private final Accounts accounts;
  private final EntityTags tags;

  Drafts(
      Definitions definitions,
      Versions versions,
      Profiles profiles,
      Accounts accounts,
      EntityTags tags) {
    this.definitions = definitions;
    this.versions = versions;
    this.profiles = profiles;
    this.accounts = accounts;
    this.tags = tags;
  }

  /// In the terms of the profile that it is a draft of.
  Optional<ProfileDefinition> find(String profileId) {
    return definitions
        .written(ProfileDefinition.draftOf(profileId))
        .map(draft -> draft.of(profileId));
  }

  /// @throws Refusal if there is no such profile, or no draft of it
  ProfileDefinition require(String profileId) {
    return find(profileId)
        .orElseThrow(() -> {
          profiles.require(profileId);
          return Refusal.unknown("draft", "Profile '" + profileId + "' has no draft.", List.of());
        });
  }

  String tag(ProfileDefinition draft) {
    return tags.of(DefinitionDocument.of(draft));
  }

  /// A draft beside the version in force.
  ///
  /// @param after only accounts behind this one
  DraftResponse compare(String profileId, String after, int limit) {
    ProfileDefinition definition = require(profileId);
    Optional<PublishedVersion> live = profiles.inForce(profileId);
    Optional<PublishedVersion> draft =
        versions
            .latest(ProfileDefinition.draftOf(profileId))
            .filter(version -> isOf(definition, version.version().learned()));
    Optional<Tally> tally =
        live.flatMap(before -> draft.map(then -> tally(before, then, after, limit)));
    return new DraftResponse(
        profileId,
        DefinitionDocument.of(definition),
        tag(definition),
        live.map(version -> Side.of(version.version())),
        draft.map(version -> Side.of(version.version())),
        tally.map(Tally::moves),
        tally.map(Tally::page));
  }

  /// Not so while the draft is learned anew.
  private static boolean isOf(ProfileDefinition definition, LearnedProfile learned) {
    var draft = definition.of(ProfileDefinition.draftOf(definition.profileId()));
    return DefinitionHash.of(draft).equals(learned.definitionHash())
        && DefinitionHash.ofHypotheses(draft).equals(learned.hypothesesHash());
  }

  private record Tally(Moves moves, Page<Moved> page) {}

  private Tally tally(PublishedVersion live, PublishedVersion draft, String after, int limit) {
    // Of accounts that move, those of the page and one more, to know whether there is another page.
    var page = new TreeMap<String, Moved>();
    long[] counts = new long[3];
    accounts
        .all()
        .forEach(account -> {
          Moved moved = move(live, draft, account);
          int up = moved.from().compareTo(moved.to());
          counts[0]++;
          counts[1] += up > 0 ? 1 : 0;
          counts[2] += up < 0 ? 1 : 0;
          if (up != 0 && account.accountId().compareTo(after) > 0) {
            page.put(account.accountId(), moved);
            if (page.size() > limit + 1) {
              page.pollLastEntry();
            }
          }
        });
    return new Tally(
        new Moves(counts[0], counts[1], counts[2]),
        Page.of(page.values().stream(), limit, moved -> Cursor.after(LIST, moved.accountId())));
  }

  private static Moved move(PublishedVersion live, PublishedVersion draft, AccountView account) {
    Fit before = live.fit(account.attributes());
    Fit then = draft.fit(account.attributes());
    FitScale scale = draft.version().learned().scale();
    Tier tier = TierHysteresis.tier(Optional.of(before.tier()), then.probability(), scale);
    return new Moved(
        account.accountId(), before.tier(), tier, before.probability(), then.probability());
  }
}
