package dev.lodestar.wire.translation;

import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.Baseline;
import dev.lodestar.core.learner.Baseline.Period;
import dev.lodestar.core.learner.Covariance;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import dev.lodestar.schemas.BaselinePeriod;
import dev.lodestar.schemas.LearnedProfile;
import dev.lodestar.schemas.ReadingKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Posteriors, which a learned profile holds field by field.
final class Posteriors {

  private Posteriors() {}

  static Posterior toDomain(LearnedProfile avro) {
    var readings = new HashMap<String, Reading>();
    avro.getAttributes().stream()
        .filter(a -> a.getReading() != ReadingKind.PAIRED)
        .forEach(a -> readings.put(a.getAttribute(), reading(a, readings)));
    var attributes = avro.getAttributes().stream().map(a -> toDomain(a, readings)).toList();
    int numbers = 1 + attributes.stream().mapToInt(a -> a.levels().size()).sum();
    return new Posterior(
        avro.getAverageLogOdds(),
        attributes,
        new Covariance(numbers, avro.getCovariance().stream().mapToLong(Long::longValue).toArray()),
        new Baseline(
            avro.getDrift(),
            avro.getPersistence(),
            avro.getAhead(),
            avro.getBaseline().stream().map(Posteriors::toDomain).toList()));
  }

  static List<Long> toAvro(Covariance covariance) {
    long[] millionths = covariance.lowerTriangle();
    var avro = new ArrayList<Long>(millionths.length);
    for (long entry : millionths) {
      avro.add(entry);
    }
    return avro;
  }

  static dev.lodestar.schemas.AttributeWeights toAvro(AttributeWeights weights) {
    var avro =
        dev.lodestar.schemas.AttributeWeights.newBuilder()
            .setAttribute(weights.attribute())
            .setLevels(weights.levels().stream().map(Posteriors::toAvro).toList())
            .setSpread(weights.spread())
            .setPValue(weights.pValue())
            .setLogBayesFactor(weights.logBayesFactor())
            .setImportance(weights.importance());
    return switch (weights.reading()) {
      case Reading.Nominal(var values, var hasOther) ->
          avro.setReading(ReadingKind.NOMINAL).setValues(values).setHasOther(hasOther).build();
      case Reading.Tagged(var values, var hasOther) ->
          avro.setReading(ReadingKind.TAGGED).setValues(values).setHasOther(hasOther).build();
      case Reading.Ordered(var bounds, var whole) ->
          avro.setReading(ReadingKind.ORDERED).setBounds(bounds).setWhole(whole).build();
      case Reading.Paired pair ->
          avro.setReading(ReadingKind.PAIRED)
              .setPair(List.of(pair.first(), pair.second()))
              .setCombinations(pair.combinations())
              .build();
    };
  }

  private static AttributeWeights toDomain(
      dev.lodestar.schemas.AttributeWeights avro, Map<String, Reading> readings) {
    return new AttributeWeights(
        avro.getAttribute(),
        reading(avro, readings),
        avro.getLevels().stream().map(Posteriors::toDomain).toList(),
        avro.getSpread(),
        avro.getPValue(),
        avro.getLogBayesFactor(),
        avro.getImportance());
  }

  /// @param others the readings of the attributes that pairs are made of
  private static Reading reading(
      dev.lodestar.schemas.AttributeWeights avro, Map<String, Reading> others) {
    return switch (avro.getReading()) {
      case NOMINAL -> new Reading.Nominal(avro.getValues(), avro.getHasOther());
      case TAGGED -> new Reading.Tagged(avro.getValues(), avro.getHasOther());
      case ORDERED -> new Reading.Ordered(avro.getBounds(), avro.getWhole());
      case PAIRED -> paired(avro.getPair(), avro.getCombinations(), others);
      case UNKNOWN -> throw Unknown.symbol("reading");
    };
  }

  private static Reading paired(
      List<String> pair, List<Integer> combinations, Map<String, Reading> others) {
    if (pair.size() != 2) {
      throw new IllegalArgumentException("a pair is of two attributes: " + pair);
    }
    return new Reading.Paired(
        pair.getFirst(),
        known(pair.getFirst(), others),
        pair.getLast(),
        known(pair.getLast(), others),
        combinations);
  }

  private static Reading known(String attribute, Map<String, Reading> others) {
    var reading = others.get(attribute);
    if (reading == null) {
      throw new IllegalArgumentException("a pair of an attribute that is not there: " + attribute);
    }
    return reading;
  }

  private static dev.lodestar.schemas.LevelWeight toAvro(LevelWeight level) {
    return dev.lodestar.schemas.LevelWeight.newBuilder()
        .setLabel(level.label())
        .setWeight(level.weight())
        .setStandardError(level.standardError())
        .setShare(level.share())
        .setObservations(level.observations())
        .setGood(level.good())
        .build();
  }

  private static LevelWeight toDomain(dev.lodestar.schemas.LevelWeight avro) {
    return new LevelWeight(
        avro.getLabel(),
        avro.getWeight(),
        avro.getStandardError(),
        avro.getShare(),
        avro.getObservations(),
        avro.getGood());
  }

  static BaselinePeriod toAvro(Period period) {
    return BaselinePeriod.newBuilder()
        .setStart(period.start())
        .setLogOdds(period.logOdds())
        .setStandardError(period.standardError())
        .build();
  }

  private static Period toDomain(BaselinePeriod avro) {
    return new Period(avro.getStart(), avro.getLogOdds(), avro.getStandardError());
  }
}
