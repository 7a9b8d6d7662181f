package dev.lodestar.refinery.walk;

/// How far a walk over a task's accounts has come.
///
/// @param number what the walk is for, such as a version; a later number supersedes an earlier one
/// @param last the account visited last; empty when none has been
/// @param finished whether all accounts were visited
public record Cursor(long number, String last, boolean finished) {

  static Cursor atStart(long number) {
    return new Cursor(number, "", false);
  }

  Cursor at(String account) {
    return new Cursor(number, account, false);
  }

  Cursor atEnd() {
    return new Cursor(number, "", true);
  }
}
