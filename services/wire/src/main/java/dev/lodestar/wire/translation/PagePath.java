package dev.lodestar.wire.translation;

/// The page that a URL names within its site: from the slash after the host up to query and
/// fragment.
final class PagePath {

  /// The longest path kept, in UTF-16 units; what is longer is cut.
  static final int MAX_LENGTH = 512;

  private PagePath() {}

  /// Of an absolute URL its path; of a path that itself, so that the path of a path is the path.
  static String of(String url) {
    String whole = url.strip();
    /*
     * Not java.net.URI: addresses with spaces, bars or braces in them are common on the web, and the page
     * they name is clear.
     */
    int host = endOfScheme(whole);
    if (host < 0) {
      throw new IllegalArgumentException(
          "url must be absolute, or a path that begins with /: " + EventChecks.shown(url));
    }
    int path = host == 0 ? 0 : indexOfAny("/?#", whole, host);
    return cut(withOneSlash(whole.substring(path, indexOfAny("?#", whole, path))));
  }

  /// Where the host begins: 0 for a path, which names none, and negative for anything else.
  private static int endOfScheme(String url) {
    if (url.startsWith("/")) {
      return url.startsWith("//") ? 2 : 0;
    }
    int colon = url.indexOf("://");
    boolean named = colon > 0 && url.chars().limit(colon).allMatch(PagePath::isOfScheme);
    return named && indexOfAny("/?#", url, colon + 3) > colon + 3 ? colon + 3 : -1;
  }

  private static boolean isOfScheme(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '-'
        || c == '.';
  }

  private static int indexOfAny(String marks, String text, int from) {
    int at = from;
    while (at < text.length() && marks.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  // Two slashes at the front would read as a host the next time.
  private static String withOneSlash(String path) {
    int slashes = 0;
    while (slashes < path.length() && path.charAt(slashes) == '/') {
      slashes++;
    }
    return "/" + path.substring(slashes);
  }

  private static String cut(String path) {
    if (path.length() <= MAX_LENGTH) {
      return path.strip();
    }
    boolean splitsPair = Character.isHighSurrogate(path.charAt(MAX_LENGTH - 1));
    return path.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH).strip();
  }
}
