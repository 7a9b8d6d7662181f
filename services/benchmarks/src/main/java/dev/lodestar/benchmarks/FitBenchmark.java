package dev.lodestar.benchmarks;

import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.PastDeal;
import dev.lodestar.core.learner.Following;
import dev.lodestar.core.learner.Learner;
import dev.lodestar.core.learner.Posterior;
import java.util.List;
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

/// What it costs to learn from 100,000 deals that all differ: anew, after one more deal, and next
/// to a dense Newton that is told the spreads.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class FitBenchmark {

  private static final History HISTORY = new History(100_000, 15, 200);
  private static final double SPREAD = 0.3;

  /// The canonical fit: spreads, drift, persistence, pairs, relevance, everything from nothing.
  @Benchmark
  public Posterior canonicalFit(Shared shared, ProcessorTime time) {
    return Learner.fit(shared.table, List.of());
  }

  /// The weights alone, under given spreads, without drift: a lower bound for a dense
  /// implementation.
  @Benchmark
  public double[] denseNewton(Dense dense, ProcessorTime time) {
    return dense.newton.weights(SPREAD);
  }

  /// The deciding refit: one more observation.
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @Warmup(iterations = 3, time = 1)
  @Measurement(iterations = 5, time = 1)
  public void oneMoreDeal(Learned learned) {
    var deal = learned.oneMore;
    learned.following.learn(
        deal.attributes(), (double) deal.good() / PastDeal.ONE, deal.closedAt());
  }

  /// The evidence of all of them.
  @State(Scope.Benchmark)
  public static class Shared {
    final EvidenceTable table = HISTORY.evidence().table();
  }

  /// The same as a dense matrix.
  @State(Scope.Benchmark)
  public static class Dense {
    final DenseNewton newton = new DenseNewton(HISTORY.evidence().table());
  }

  /// What follows a fit.
  @State(Scope.Benchmark)
  public static class Learned {
    final Following following = Learner.learn(HISTORY.evidence().table(), List.of()).following();
    final PastDeal oneMore = HISTORY.oneMore();
  }
}
