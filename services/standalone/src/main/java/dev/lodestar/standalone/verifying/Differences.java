package dev.lodestar.standalone.verifying;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/// Where two values of the same make differ, down to the numbers.
public final class Differences {

  private final List<String> found = new ArrayList<>();

  private Differences() {}

  /// As lines `path: this, not that`, in the order in which the values are made up.
  public static List<String> between(Object published, Object learned) {
    var differences = new Differences();
    differences.compare("", published, learned);
    return List.copyOf(differences.found);
  }

  private void compare(String path, Object published, Object learned) {
    if (published.equals(learned)) {
      return;
    }
    if (published instanceof Record one && one.getClass() == learned.getClass()) {
      for (RecordComponent component : one.getClass().getRecordComponents()) {
        String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
        compare(name, value(component, one), value(component, learned));
      }
    } else if (published instanceof List<?> ones
        && learned instanceof List<?> others
        && ones.size() == others.size()) {
      for (int i = 0; i < ones.size(); i++) {
        compare("%s[%d]".formatted(path, i), ones.get(i), others.get(i));
      }
    } else {
      found.add(
          "%s: published %s, learned anew %s".formatted(path, shown(published), shown(learned)));
    }
  }

  private static String shown(Object value) {
    String text = value instanceof List<?> list ? list.size() + " of them" : value.toString();
    return text.length() <= 80 ? text : text.substring(0, 79) + "…";
  }

  private static Object value(RecordComponent component, Object of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record component not readable: " + component, e);
    }
  }
}
