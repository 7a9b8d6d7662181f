package dev.lodestar.wire.translation;

import static java.util.stream.Collectors.toCollection;

import dev.lodestar.core.account.AccountEnd;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.account.Candidacy;
import dev.lodestar.core.account.Handover;
import dev.lodestar.schemas.IdentityChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What becomes of accounts that are erased, and of those merged into others.
public final class Identities {

  private Identities() {}

  public static dev.lodestar.schemas.AccountEnd toAvro(AccountEnd end) {
    return dev.lodestar.schemas.AccountEnd.newBuilder()
        .setAccountId(end.accountId())
        .setErasedAt(end.erasedAt().orElse(null))
        .setInto(end.into().orElse(null))
        .build();
  }

  public static AccountEnd toDomain(dev.lodestar.schemas.AccountEnd avro) {
    return new AccountEnd(
        avro.getAccountId(),
        Optional.ofNullable(avro.getErasedAt()),
        Optional.ofNullable(avro.getInto()));
  }

  public static dev.lodestar.schemas.Handover toAvro(Handover handover) {
    List<Object> events = new ArrayList<>();
    handover.events().forEach(event -> events.add(Events.toAvro(event)));
    return dev.lodestar.schemas.Handover.newBuilder()
        .setAccountId(handover.accountId())
        .setEvents(events)
        .setPath(handover.path().stream().map(Events::toAvro).toList())
        .setObservations(List.copyOf(handover.observations()))
        .setCandidacies(handover.candidacies().stream().map(Identities::toAvro).toList())
        .build();
  }

  public static Handover toDomain(dev.lodestar.schemas.Handover avro) {
    var events = new ArrayList<AccountEvent>();
    for (Object event : avro.getEvents()) {
      events.add(
          event instanceof IdentityChanged e
              ? Events.unchecked(e, e.getAccountId())
              : Events.unchecked(event, avro.getAccountId()));
    }
    return new Handover(
        avro.getAccountId(),
        events,
        avro.getPath().stream().map(Identities::merge).toList(),
        new TreeSet<>(avro.getObservations()),
        avro.getCandidacies().stream()
            .map(c -> new Candidacy(c.getAccountId(), c.getProfileId(), c.getAt()))
            .collect(toCollection(TreeSet::new)));
  }

  private static dev.lodestar.schemas.Candidacy toAvro(Candidacy candidacy) {
    return dev.lodestar.schemas.Candidacy.newBuilder()
        .setAccountId(candidacy.accountId())
        .setProfileId(candidacy.profileId())
        .setAt(candidacy.at())
        .build();
  }

  private static AccountMerged merge(IdentityChanged avro) {
    if (Events.unchecked(avro, avro.getAccountId()) instanceof AccountMerged merge) {
      return merge;
    }
    throw new IllegalArgumentException("not a merge: " + avro.getKind());
  }
}
