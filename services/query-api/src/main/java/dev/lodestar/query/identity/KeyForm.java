package dev.lodestar.query.identity;

/// How the keys of a topic name accounts.
enum KeyForm {
  /// By the account's id, perhaps with a deal's behind it.
  ACCOUNT {
    @Override
    boolean isAbout(String accountId, String key) {
      return account(key).equals(accountId);
    }
  },
  /// By something without a slash, a slash, and the account's id, perhaps with a deal's behind it.
  PREFIXED {
    @Override
    boolean isAbout(String accountId, String key) {
      return key.indexOf('/') >= 0
          && account(key.substring(key.indexOf('/') + 1)).equals(accountId);
    }
  },
  /// One way or the other.
  EITHER {
    @Override
    boolean isAbout(String accountId, String key) {
      return ACCOUNT.isAbout(accountId, key) || PREFIXED.isAbout(accountId, key);
    }
  };

  private static final char DEAL_FOLLOWS = '\u001f';

  abstract boolean isAbout(String accountId, String key);

  private static String account(String key) {
    int end = key.indexOf(DEAL_FOLLOWS);
    return end < 0 ? key : key.substring(0, end);
  }
}
