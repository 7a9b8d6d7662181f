package dev.lodestar.refinery.walk;

import dev.lodestar.core.profile.Rescoring;

/// How far a walk over a task's accounts has come.
///
/// @param number what the walk is for, such as a version; a later number supersedes an earlier one
/// @param last the account visited last; empty when none has been
/// @param finished whether all accounts were visited
/// @param tally what the visits came to so far
public record Cursor(long number, String last, boolean finished, Rescoring tally) {

  static Cursor atStart(long number) {
    return new Cursor(number, "", false, Rescoring.NONE);
  }

  Cursor at(String account, Rescoring more) {
    return new Cursor(number, account, false, tally.and(more));
  }

  Cursor atEnd(Rescoring more) {
    return new Cursor(number, "", true, tally.and(more));
  }
}
