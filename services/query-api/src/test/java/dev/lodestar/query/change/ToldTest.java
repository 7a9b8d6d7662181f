package dev.lodestar.query.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToldTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "~0", "default:3", "a.b-c_d:12,default:0", "~default:3,x:1", "a:7+21"})
  void isReadBackAsItWas(String text) {
    assertThat(Told.parse(text).orElseThrow().text()).isEqualTo(text);
  }

  @Test
  void namesProfilesInOneOrder() {
    Told told = new Told(new TreeMap<>(Map.of("b", new Place(2, 0), "a", new Place(1, 0))), true);

    assertThat(told.text()).isEqualTo("a:1,b:2");
    assertThat(Told.parse("b:2,a:1")).contains(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "~",
        "7",
        "default",
        "default:",
        ":3",
        "a:1,",
        "a:-1",
        "a:x",
        "a:1.5",
        "a:1+",
        "a:+1",
        "a:1+2+3"
      })
  void isNotReadFromAnythingElse(String text) {
    assertThat(Told.parse(text)).isEmpty();
  }
}
