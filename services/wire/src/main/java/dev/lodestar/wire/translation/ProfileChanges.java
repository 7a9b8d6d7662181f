package dev.lodestar.wire.translation;

import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.Criterion;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileChange.Contribution;
import dev.lodestar.core.profile.ProfileChange.Estimate;
import dev.lodestar.core.profile.ProfileChange.Move;
import dev.lodestar.core.profile.ProfileChange.TierCuts;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.profile.PublishedChange.Kind;
import dev.lodestar.core.profile.TierShift;
import dev.lodestar.schemas.ChangeKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes of profiles, as the `profile-changes` topic and every version hold them.
public final class ProfileChanges {

  private ProfileChanges() {}

  public static dev.lodestar.schemas.PublishedChange toAvro(PublishedChange change) {
    return dev.lodestar.schemas.PublishedChange.newBuilder()
        .setKind(kind(change.kind()))
        .setProfileId(change.profileId())
        .setPublishedAt(change.publishedAt())
        .setAsOf(change.asOf())
        .setCause(toAvro(change.cause()))
        .setChange(toAvro(change.change()))
        .setRescored(change.rescored().map(Rescorings::toAvro).orElse(null))
        .build();
  }

  public static PublishedChange toDomain(dev.lodestar.schemas.PublishedChange avro) {
    return new PublishedChange(
        kind(avro.getKind()),
        avro.getProfileId(),
        avro.getPublishedAt(),
        avro.getAsOf(),
        toDomain(avro.getCause()),
        toDomain(avro.getChange()),
        Optional.ofNullable(avro.getRescored()).map(Rescorings::toDomain));
  }

  private static ChangeKind kind(Kind kind) {
    return switch (kind) {
      case PUBLISHED -> ChangeKind.PUBLISHED;
      case PINNED -> ChangeKind.PINNED;
      case UNPINNED -> ChangeKind.UNPINNED;
      case RESCORED -> ChangeKind.RESCORED;
    };
  }

  private static Kind kind(ChangeKind kind) {
    return switch (kind) {
      case PUBLISHED -> Kind.PUBLISHED;
      case PINNED -> Kind.PINNED;
      case UNPINNED -> Kind.UNPINNED;
      case RESCORED -> Kind.RESCORED;
      case UNKNOWN -> throw Unknown.symbol("kind");
    };
  }

  static dev.lodestar.schemas.Cause toAvro(Cause cause) {
    return dev.lodestar.schemas.Cause.newBuilder()
        .setWon(cause.won())
        .setLost(cause.lost())
        .setChurned(cause.churned())
        .setCorrected(cause.corrected())
        .setDefinitionChanged(cause.definitionChanged())
        .setHypothesesChanged(cause.hypothesesChanged())
        .setWhy(cause.why())
        .build();
  }

  static Cause toDomain(dev.lodestar.schemas.Cause avro) {
    return new Cause(
        avro.getWon(),
        avro.getLost(),
        avro.getChurned(),
        avro.getCorrected(),
        avro.getDefinitionChanged(),
        avro.getHypothesesChanged(),
        avro.getWhy());
  }

  static dev.lodestar.schemas.ProfileChange toAvro(ProfileChange change) {
    return dev.lodestar.schemas.ProfileChange.newBuilder()
        .setFromVersion(change.fromVersion())
        .setToVersion(change.toVersion())
        .setMoves(change.moves().stream().map(ProfileChanges::toAvro).toList())
        .setContributions(change.contributions().stream().map(ProfileChanges::toAvro).toList())
        .setEntered(toAvro(change.entered()))
        .setLeft(toAvro(change.left()))
        .setTurned(toAvro(change.turned()))
        .setTiersBefore(change.tiersBefore().map(ProfileChanges::toAvro).orElse(null))
        .setTiersAfter(toAvro(change.tiersAfter()))
        .setTierUpShare(change.tierShift().map(TierShift::up).orElse(null))
        .setTierDownShare(change.tierShift().map(TierShift::down).orElse(null))
        .setHeadline(change.headline())
        .setParagraph(change.paragraph())
        .build();
  }

  static ProfileChange toDomain(dev.lodestar.schemas.ProfileChange avro) {
    return new ProfileChange(
        avro.getFromVersion(),
        avro.getToVersion(),
        avro.getMoves().stream().map(ProfileChanges::toDomain).toList(),
        avro.getContributions().stream().map(ProfileChanges::toDomain).toList(),
        toDomain(avro.getEntered()),
        toDomain(avro.getLeft()),
        toDomain(avro.getTurned()),
        Optional.ofNullable(avro.getTiersBefore()).map(ProfileChanges::toDomain),
        toDomain(avro.getTiersAfter()),
        shift(avro.getTierUpShare(), avro.getTierDownShare()),
        avro.getHeadline(),
        avro.getParagraph());
  }

  static List<dev.lodestar.schemas.Criterion> toAvro(List<Criterion> criteria) {
    return criteria.stream().map(ProfileChanges::toAvro).toList();
  }

  static List<Criterion> toDomain(List<dev.lodestar.schemas.Criterion> criteria) {
    return criteria.stream().map(ProfileChanges::toDomain).toList();
  }

  private static Optional<TierShift> shift(@Nullable Double up, @Nullable Double down) {
    return up == null || down == null ? Optional.empty() : Optional.of(new TierShift(up, down));
  }

  private static dev.lodestar.schemas.TierCuts toAvro(TierCuts cuts) {
    return new dev.lodestar.schemas.TierCuts(cuts.a(), cuts.b(), cuts.c());
  }

  private static TierCuts toDomain(dev.lodestar.schemas.TierCuts avro) {
    return new TierCuts(avro.getA(), avro.getB(), avro.getC());
  }

  private static dev.lodestar.schemas.Contribution toAvro(Contribution contribution) {
    return new dev.lodestar.schemas.Contribution(
        contribution.attribute(),
        contribution.level(),
        contribution.deals(),
        contribution.good(),
        contribution.expected(),
        contribution.words());
  }

  private static Contribution toDomain(dev.lodestar.schemas.Contribution avro) {
    return new Contribution(
        avro.getAttribute(),
        avro.getLevel(),
        avro.getDeals(),
        avro.getGood(),
        avro.getExpected(),
        avro.getWords());
  }

  private static dev.lodestar.schemas.Move toAvro(Move move) {
    return dev.lodestar.schemas.Move.newBuilder()
        .setAttribute(move.attribute())
        .setLevel(move.level())
        .setBefore(move.before().map(ProfileChanges::toAvro).orElse(null))
        .setAfter(move.after().map(ProfileChanges::toAvro).orElse(null))
        .build();
  }

  private static Move toDomain(dev.lodestar.schemas.Move avro) {
    return new Move(
        avro.getAttribute(),
        avro.getLevel(),
        estimate(avro.getBefore()),
        estimate(avro.getAfter()));
  }

  private static dev.lodestar.schemas.Estimate toAvro(Estimate estimate) {
    return new dev.lodestar.schemas.Estimate(estimate.weight(), estimate.standardError());
  }

  private static Optional<Estimate> estimate(dev.lodestar.schemas.@Nullable Estimate avro) {
    return Optional.ofNullable(avro).map(e -> new Estimate(e.getWeight(), e.getStandardError()));
  }

  private static dev.lodestar.schemas.Criterion toAvro(Criterion criterion) {
    return dev.lodestar.schemas.Criterion.newBuilder()
        .setAttribute(criterion.attribute())
        .setWords(criterion.words())
        .setLevels(criterion.levels())
        .setPositive(criterion.positive())
        .setWeight(criterion.weight())
        .setStandardError(criterion.standardError())
        .setImportance(criterion.importance())
        .build();
  }

  private static Criterion toDomain(dev.lodestar.schemas.Criterion avro) {
    return new Criterion(
        avro.getAttribute(),
        avro.getWords(),
        avro.getLevels(),
        avro.getPositive(),
        avro.getWeight(),
        avro.getStandardError(),
        avro.getImportance());
  }
}
