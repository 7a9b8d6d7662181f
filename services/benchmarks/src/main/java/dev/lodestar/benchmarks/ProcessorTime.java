package dev.lodestar.benchmarks;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What the benchmarked thread itself took, beside the clock on the wall: the one to read where
/// other work shares the machine.
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class ProcessorTime {

  public double processorMillis;
  private long from;

  @Setup(Level.Invocation)
  public void start() {
    from = now();
  }

  @TearDown(Level.Invocation)
  public void stop() {
    processorMillis += (now() - from) / 1e6;
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
