package dev.lodestar.benchmarks;

import dev.lodestar.core.evidence.EvidenceTable;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How the canonical fit grows with deals, attributes and levels, one at a time around 25,000 × 15
/// × 200.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3)
@Measurement(iterations = 3)
public class GrowthBenchmark {

  /// Deals, attributes, levels.
  @Param({
    "25000 15 200",
    "6250 15 200",
    "12500 15 200",
    "50000 15 200",
    "100000 15 200",
    "25000 7 200",
    "25000 30 200",
    "25000 15 100",
    "25000 15 400"
  })
  public String size = "0 1 1";

  private EvidenceTable table = new History(0, 1, 1).evidence().table();

  @Setup
  public void prepare() {
    var sizes = List.of(size.split(" ")).stream().map(Integer::valueOf).toList();
    table = new History(sizes.get(0), sizes.get(1), sizes.get(2)).evidence().table();
  }

  @Benchmark
  public Posterior canonicalFit(ProcessorTime time) {
    return Learner.fit(table, List.of());
  }
}
