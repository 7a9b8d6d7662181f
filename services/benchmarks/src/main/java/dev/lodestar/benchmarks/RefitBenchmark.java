package dev.lodestar.benchmarks;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evaluation.Prequential;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Refit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the refinery does when a deal has closed: the profile learned anew and graded, from 9,000
/// deals of 16 attributes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class RefitBenchmark {

  private static final History HISTORY = new History(9_000, 16, 120);

  private final ProfileDefinition definition = HISTORY.definition();
  private final Evidence evidence = HISTORY.evidence();
  private final Prequential prequential = new Prequential();
  private boolean oneMore;

  /// When nothing is known of the past, as after a start.
  @Benchmark
  public LearnedProfile cold(ProcessorTime time) {
    return Refit.graded(definition, evidence, new Prequential());
  }

  /// When one deal more has closed, or one less.
  @Benchmark
  @Warmup(iterations = 10)
  @Measurement(iterations = 10)
  public LearnedProfile warm(ProcessorTime time) {
    if (oneMore) {
      evidence.remove(HISTORY.oneMore());
    } else {
      evidence.add(HISTORY.oneMore());
    }
    oneMore = !oneMore;
    return Refit.graded(definition, evidence, prequential);
  }
}
