package dev.lodestar.simulator;

import dev.lodestar.simulator.Draws.Purpose;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// A market that can be watched: accounts that turn up, look around, buy or do not, and leave; who
/// buys is known in closed form.
///
/// Without end, and a pure function of its settings: the same settings give the same happenings in
/// the same order. A world with a drift is the same as one without until the day of the drift, and
/// its accounts, visits and first deals' openings stay the same after it.
public final class World {

  private final WorldSettings settings;
  private final Market market;

  public World(WorldSettings settings) {
    this.settings = settings;
    this.market = new Market(settings.driftDay());
  }

  public WorldSettings settings() {
    return settings;
  }

  public Market market() {
    return market;
  }

  /// Everything in the order in which it is reported. Not for use by several threads at once.
  public Iterator<Happening> happenings() {
    return new Happenings();
  }

  /// Lets everybody live who turns up on the days before `day`.
  void lives(int day, Consumer<Life> visitor) {
    long number = 0;
    for (int d = 0; d < day; d++) {
      number = livesOf(d, number, visitor);
    }
  }

  /// Lets those live who turn up on a day, numbered from `first`, and returns the next free number.
  private long livesOf(int day, long first, Consumer<Life> visitor) {
    var draws = Draws.of(settings.seed(), day, Purpose.ARRIVALS);
    int arrivals = draws.poisson(settings.accountsPerDay());
    for (int i = 0; i < arrivals; i++) {
      long bornMs = Timeline.days(day + draws.unit());
      visitor.accept(Life.of(settings, market, first + i, bornMs));
    }
    return first + arrivals;
  }

  private final class Happenings implements Iterator<Happening> {

    private final PriorityQueue<Life.Reported> pending = new PriorityQueue<>();
    private int nextDay;
    private long nextNumber;

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Happening next() {
      // Nobody who turns up on a later day can be reported earlier than that day begins.
      while (pending.isEmpty() || pending.peek().reportedMs() >= nextDay * Timeline.DAY_MS) {
        nextNumber = livesOf(nextDay, nextNumber, life -> pending.addAll(life.reported()));
        nextDay++;
      }
      var first = pending.remove();
      return new Happening(
          Timeline.dayOf(first.reportedMs()),
          settings.timeline().at(first.reportedMs()),
          first.event());
    }
  }
}
