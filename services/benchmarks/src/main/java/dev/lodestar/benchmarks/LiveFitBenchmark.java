package dev.lodestar.benchmarks;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.PastDeal;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.Unknown;
import dev.lodestar.core.fit.Unknowns;
import dev.lodestar.core.fit.WayBack;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Refit;
import java.util.List;
import java.util.Map;
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

/// What the parts of an answer about one account cost: its fit, what is open, and its way back.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class LiveFitBenchmark {

  private static final int ACCOUNTS = 1_000;

  private final Fitting fitting;
  private final Unknowns unknowns;
  private final List<? extends Map<String, AttributeValue>> accounts;
  private final List<Fit> fits;
  private int next;

  public LiveFitBenchmark() {
    History history = new History(5_000, 15, 100);
    LearnedProfile learned = Refit.of(history.definition(), history.evidence());
    this.fitting = new Fitting(learned.posterior(), learned.scale());
    this.unknowns = new Unknowns(fitting);
    this.accounts = history.pastDeals().stream().limit(ACCOUNTS).map(PastDeal::attributes).toList();
    this.fits = accounts.stream().map(fitting::fit).toList();
  }

  @Benchmark
  public double probability() {
    return fitting.probability(accounts.get(another()));
  }

  @Benchmark
  public Fit fit() {
    return fitting.fit(accounts.get(another()));
  }

  @Benchmark
  public List<Unknown> unknowns() {
    int account = another();
    return unknowns.of(fits.get(account), accounts.get(account));
  }

  /// Of those that need one; of the others it costs nothing.
  @Benchmark
  public List<WayBack.Step> wayBack() {
    int account = another();
    return WayBack.to(Tier.B, fitting, fits.get(account), accounts.get(account));
  }

  private int another() {
    next = next + 1 < ACCOUNTS ? next + 1 : 0;
    return next;
  }
}
