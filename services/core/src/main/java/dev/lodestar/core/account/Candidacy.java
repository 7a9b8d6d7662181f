package dev.lodestar.core.account;

import java.time.Instant;
import java.util.Comparator;

/// That an account was announced as a candidate for another conversation.
///
/// It says of which account, so that those of an account and of its heir can be told apart however
/// often they are put together.
public record Candidacy(String accountId, String profileId, Instant at)
    implements Comparable<Candidacy> {

  private static final Comparator<Candidacy> IN_TIME =
      Comparator.comparing(Candidacy::at)
          .thenComparing(Candidacy::profileId)
          .thenComparing(Candidacy::accountId);

  @Override
  public int compareTo(Candidacy other) {
    return IN_TIME.compare(this, other);
  }
}
