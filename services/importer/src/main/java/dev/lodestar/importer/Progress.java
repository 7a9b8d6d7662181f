package dev.lodestar.importer;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Shows how far a task is, how fast it goes, and how long it will take.
interface Progress extends AutoCloseable {

  /// So much is done.
  void reached(long done);

  @Override
  void close();

  /// Shows nothing.
  record Silent() implements Progress {

    @Override
    public void reached(long done) {}

    @Override
    public void close() {}
  }

  /// A bar that moves, for a terminal.
  final class Bar implements Progress {

    private final ProgressBar bar;

    Bar(String task, long total, String unit, long unitSize) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setUnit(" " + unit, unitSize)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(200)
              .showSpeed()
              .clearDisplayOnFinish()
              .build();
    }

    @Override
    public void reached(long done) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /// A line every few seconds, for logs.
  final class Lines implements Progress {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final String task;
    private final long total;
    private final String unit;
    private final long unitSize;
    private final long started = System.nanoTime();
    private long told = started;

    Lines(PrintWriter out, String task, long total, String unit, long unitSize) {
      this.out = out;
      this.task = task;
      this.total = total;
      this.unit = unit;
      this.unitSize = unitSize;
    }

    @Override
    public void reached(long done) {
      long now = System.nanoTime();
      if (now - told < PAUSE.toNanos()) {
        return;
      }
      told = now;
      double perSecond = done / Math.max(1e-9, (now - started) / 1e9);
      long left = perSecond > 0 ? Math.round((total - done) / perSecond) : 0;
      out.printf(
          "%s: %,d of %,d %s, %,.0f a second, %d:%02d left%n",
          task,
          done / unitSize,
          total / unitSize,
          unit,
          perSecond / unitSize,
          left / 60,
          left % 60);
      out.flush();
    }

    @Override
    public void close() {}
  }
}
