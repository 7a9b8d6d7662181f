package dev.lodestar.refinery;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The refinery as a process of its own; see [RefinerySettings] for what can be set.
public final class RefineryApplication {

  private static final String LOG_SETTINGS = "logback.configurationFile";

  private RefineryApplication() {}

  /// Runs until the process is asked to end, or the refinery stops by itself: then with status 1.
  /// Settings that cannot be lead to status 2.
  public static void main(String[] arguments) throws InterruptedException {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "dev/lodestar/refinery/logback.xml");
    }
    RefinerySettings settings;
    try {
      settings = RefinerySettings.from(List.of(arguments), System.getProperties(), System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    try {
      run(settings);
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
    }
    System.exit(1);
  }

  private static void run(RefinerySettings settings) throws InterruptedException {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    var running = new AtomicReference<@Nullable Refinery>();
    // Before the refinery, which may wait for a broker: whoever asks meanwhile hears that we live.
    var health =
        HealthServer.start(
            settings.healthPort(),
            () -> running.get() == null || !running.get().hasStopped(),
            () -> running.get() != null && running.get().isReady(),
            meters);
    var refinery = Refinery.start(settings, meters);
    running.set(refinery);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("close-refinery")
                .unstarted(() -> {
                  health.close();
                  refinery.close();
                }));
    refinery.awaitStop();
  }
}
