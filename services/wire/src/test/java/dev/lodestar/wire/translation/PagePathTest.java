package dev.lodestar.wire.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagePathTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @CsvSource({
    "https://acme.example/pricing,                     /pricing",
    "https://acme.example:8443/pricing/?plan=pro#faq,  /pricing/",
    "https://user:secret@acme.example/a,               /a",
    "HTTP://ACME.EXAMPLE/Pricing,                      /Pricing",
    "https://acme.example,                             /",
    "https://acme.example?utm_source=mail,             /",
    "https://acme.example/my page|{x}?q=|,             /my page|{x}",
    "https://acme.example/preise%20für/uns,            /preise%20für/uns",
    "https://[::1]:8080/a,                             /a",
    "//acme.example/a,                                 /a",
    "https://acme.example//a//b,                       /a//b",
    "/pricing,                                         /pricing",
    "/pricing?plan=pro,                                /pricing",
    "/,                                                /"
  })
  void isWhatFollowsTheHost(String url, String path) {
    assertThat(PagePath.of(url)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "pricing",
        "acme.example/pricing",
        "mailto:a@b.example",
        "://x/y",
        "https:///a",
        "a b://c/d"
      })
  void isNotThereWithoutAHostOrASlash(String url) {
    assertThatThrownBy(() -> PagePath.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("url must be absolute, or a path that begins with /: \"%s\"", url);
  }

  @Test
  void isCutBetweenCharacters() {
    String rocket = "\uD83D\uDE80";

    assertThat(PagePath.of("/" + "a".repeat(600))).hasSize(PagePath.MAX_LENGTH);
    assertThat(PagePath.of("/" + "a".repeat(PagePath.MAX_LENGTH - 2) + rocket))
        .hasSize(PagePath.MAX_LENGTH - 1)
        .doesNotContain("\uD83D");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void hasItselfForAPath(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String url = anyOf("/?#: .ab\u00e4%\n", 1 + random.nextInt(12), random);

      String path = PagePath.of("https://acme.example/" + url);

      assertThat(PagePath.of(path)).isEqualTo(path);
    }
  }

  private static String anyOf(String letters, int length, Random random) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
