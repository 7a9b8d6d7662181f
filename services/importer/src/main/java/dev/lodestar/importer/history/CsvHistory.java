package dev.lodestar.importer.history;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.importer.csv.CsvRow;
import dev.lodestar.importer.csv.CsvRows;
import dev.lodestar.importer.mapping.FileMapping;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The events that CSV files tell of, by a mapping.
///
/// The same rows give the same events, whatever order they stand in (unless the mapping takes that
/// order for time), and however often they are read. Bad rows are left out and reported. Files are
/// read twice, once to know every row and once for the events, so no more is held in memory than
/// one fingerprint a row, and the files that others are joined to.
public final class CsvHistory {

  private final Mapping mapping;
  private final Instant readAt;
  private final List<BoundFile> files;
  private final List<Size> sizes;
  private final Claims claims;
  private final HistoryReport report;

  private CsvHistory(
      Mapping mapping, Instant readAt, List<BoundFile> files, Claims claims, HistoryReport report)
      throws IOException {
    this.mapping = mapping;
    this.readAt = readAt;
    this.files = files;
    this.sizes = sizes(files);
    this.claims = claims;
    this.report = report;
  }

  /// Reads all rows once.
  ///
  /// @param given files, or folders in which the mapping's files are
  /// @param clock tells what the future is, in which nothing can have happened
  /// @throws MappingException if mapping and files do not fit together
  public static CsvHistory read(
      Mapping mapping, List<Path> given, InstantSource clock, Watcher watcher)
      throws IOException, MappingException {
    InputFiles inputs = InputFiles.find(mapping, given);
    var survey = new Survey(mapping, clock.instant(), watcher);
    List<BoundFile> files = survey.bind(inputs);
    HistoryReport report = survey.read(inputs.notUsed());
    return new CsvHistory(mapping, survey.readAt(), files, survey.claims(), report);
  }

  public static CsvHistory read(Mapping mapping, List<Path> given, InstantSource clock)
      throws IOException, MappingException {
    return read(mapping, given, clock, Watcher.NONE);
  }

  public Mapping mapping() {
    return mapping;
  }

  public HistoryReport report() {
    return report;
  }

  /// Every event once: those of files that only describe accounts first, so that later ones find
  /// the accounts described.
  public void forEach(Receiver receiver) throws IOException {
    if (!sizes(files).equals(sizes)) {
      throw new IOException("the files changed while they were read: import them again");
    }
    Set<String> sent = new HashSet<>();
    for (int index : inOrder()) {
      forEach(index, sent, receiver);
    }
  }

  /// How many rows [#forEach] goes through.
  public long rowsWithEvents() {
    return inOrder().stream().mapToLong(index -> report.files().get(index).rows()).sum();
  }

  /// All events, in the order in which they happened.
  public List<AccountEvent> events() throws IOException {
    var events = new ArrayList<AccountEvent>();
    forEach(events::add);
    events.sort(
        Comparator.comparing(AccountEvent::occurredAt)
            .thenComparing(event -> event.getClass().getSimpleName())
            .thenComparing(AccountEvent::eventId));
    return events;
  }

  private void forEach(int index, Set<String> sent, Receiver receiver) throws IOException {
    BoundFile file = files.get(index);
    var reader = new RowReader(file, mapping, readAt);
    try (CsvRows rows = CsvRows.open(file.path(), file.mapping().dialect())) {
      rows.header();
      long number = 0;
      for (Optional<CsvRow> next = rows.next(); next.isPresent(); next = rows.next()) {
        number++;
        if (next.get() instanceof CsvRow.Fields fields
            && reader.read(file.row(fields, number)) instanceof Told.Events told
            && claims.counts(told, new Claims.Place(index, number))) {
          send(told, sent, receiver);
        }
        receiver.rowDone();
      }
    }
  }

  // Rows of deals that describe their account mostly do so in the same words each time.
  private static void send(Told.Events told, Set<String> sent, Receiver receiver)
      throws IOException {
    for (AccountEvent event : told.events()) {
      if (!(event instanceof AttributesObserved) || sent.add(event.eventId())) {
        receiver.receive(event);
      }
    }
  }

  private List<Integer> inOrder() {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < files.size(); i++) {
      if (!files.get(i).mapping().uses().isEmpty()) {
        order.add(i);
      }
    }
    order.sort(Comparator.comparing(i -> !describesAccountsOnly(files.get(i).mapping())));
    return order;
  }

  private static boolean describesAccountsOnly(FileMapping file) {
    return file.uses().stream()
        .allMatch(use -> FileMapping.groupOf(use.target()).equals("account"));
  }

  private static List<Size> sizes(List<BoundFile> files) throws IOException {
    var sizes = new ArrayList<Size>();
    for (BoundFile file : files) {
      sizes.add(
          new Size(Files.size(file.path()), Files.getLastModifiedTime(file.path()).toInstant()));
    }
    return sizes;
  }

  private record Size(long bytes, Instant modified) {}

  /// Takes events one by one.
  public interface Receiver {

    /// Takes one event.
    ///
    /// @throws IOException if it cannot be taken, which ends the reading
    void receive(AccountEvent event) throws IOException;

    /// Every event of one more row has been received.
    default void rowDone() {}
  }
}
