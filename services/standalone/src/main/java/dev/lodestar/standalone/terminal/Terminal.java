package dev.lodestar.standalone.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where words go: how wide it is, and whether it shows colours.
///
/// @param width columns, from [#NARROWEST] to [#WIDEST]
public record Terminal(PrintStream out, int width, boolean colours) {

  static final int NARROWEST = 60;
  static final int WIDEST = 110;
  private static final int USUAL = 96;

  private static final String RESET = "\u001b[0m";

  public Terminal {
    width = Math.clamp(width, NARROWEST, WIDEST);
  }

  /// Standard output; in colours if people read it and have not said no by `NO_COLOR`.
  public static Terminal standard(Map<String, String> environment) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    boolean colours =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(out, columns(environment), colours);
  }

  public void say(String line) {
    out.println(line);
  }

  public void say(List<String> lines) {
    lines.forEach(out::println);
  }

  public String bold(String text) {
    return styled("\u001b[1m", text);
  }

  public String faint(String text) {
    return styled("\u001b[2m", text);
  }

  public String good(String text) {
    return styled("\u001b[32m", text);
  }

  public String bad(String text) {
    return styled("\u001b[31m", text);
  }

  public String notable(String text) {
    return styled("\u001b[33m", text);
  }

  /// A paragraph in lines no wider than this terminal, each after an indent.
  public List<String> wrapped(String text, int indent) {
    int room = width - indent;
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.add(" ".repeat(indent) + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(" ".repeat(indent) + line);
    return List.copyOf(lines);
  }

  /// Cut, with an ellipsis, or filled up to a width.
  public static String padded(String text, int width) {
    return text.length() > width
        ? text.substring(0, width - 1) + "…"
        : text + " ".repeat(width - text.length());
  }

  private String styled(String style, String text) {
    return colours ? style + text + RESET : text;
  }

  private static int columns(Map<String, String> environment) {
    try {
      return Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
    } catch (NumberFormatException e) {
      return USUAL;
    }
  }
}
