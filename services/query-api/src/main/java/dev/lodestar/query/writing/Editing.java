package dev.lodestar.query.writing;

import dev.lodestar.query.caching.EntityTags;
import dev.lodestar.query.problem.Refusal;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Edits of one kind of document, one at a time: between looking at an entity tag and writing,
/// nobody else writes here.
public final class Editing {

  private final ReentrantLock lock = new ReentrantLock();

  /// What is done to a document.
  public interface Edit<R> {

    R make() throws InterruptedException;
  }

  /// Makes an edit when those before it are done.
  public <R> R alone(Edit<R> edit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return edit.make();
    } finally {
      lock.unlock();
    }
  }

  /// Refuses an edit unless the document still is what the caller takes it for.
  ///
  /// @param ifMatch the tags that the caller names; empty, if anything will do
  /// @param what it is, such as `pin`
  public static void requireUnchanged(Optional<String> ifMatch, String what, String tag) {
    requireUnchanged(ifMatch, Optional.of(tag), changed(what, tag));
  }

  /// The same for a document that need not exist.
  ///
  /// @param otherwise what the caller is told
  public static void requireUnchanged(
      Optional<String> ifMatch, Optional<String> tag, String otherwise) {
    if (ifMatch.isPresent() && tag.filter(t -> EntityTags.names(ifMatch.get(), t)).isEmpty()) {
      throw Refusal.precondition(otherwise);
    }
  }

  /// What a caller is told who takes a document for another.
  public static String changed(String what, String tag) {
    return "The %s was changed meanwhile; its entity tag is now %s.".formatted(what, tag);
  }
}
