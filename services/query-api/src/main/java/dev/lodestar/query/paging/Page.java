package dev.lodestar.query.paging;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One piece of a list.
///
/// @param nextCursor where the list goes on; absent at its end
@Serdeable
public record Page<T>(
    List<T> items,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Send it as `cursor` for the next page; absent on the last one.")
        Optional<String> nextCursor) {

  public Page {
    items = List.copyOf(items);
  }

  /// The first `limit` items of a stream that starts after the last page.
  public static <T> Page<T> of(Stream<T> rest, int limit, Function<T, Cursor> place) {
    List<T> items = rest.limit(limit + 1L).toList();
    if (items.size() <= limit) {
      return new Page<>(items, Optional.empty());
    }
    List<T> page = items.subList(0, limit);
    return new Page<>(page, Optional.of(place.apply(page.getLast()).text()));
  }

  public <R> Page<R> map(Function<T, R> each) {
    return new Page<>(items.stream().map(each).toList(), nextCursor);
  }
}
