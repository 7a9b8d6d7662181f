package dev.lodestar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.wire.registry.KnownSchemas;
import dev.lodestar.wire.translation.ViewedAttributes;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ViewedAttributesTest {

  private static final KnownSchemas REGISTRY = new KnownSchemas();
  private static final Topics TOPICS = Topics.of("acme.", REGISTRY);

  private final ViewedAttributes viewed = TOPICS.viewedAttributes();

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areThoseOfTheWholeView(long seed) {
    AccountView view = new Any(seed).accountView();

    assertThat(viewed.read(bytes(view), view.attributes().keySet())).contains(view.attributes());
    for (String name : view.attributes().keySet()) {
      var rest = new TreeMap<>(view.attributes());
      rest.remove(name);
      assertThat(viewed.read(bytes(view), rest.keySet())).contains(rest);
    }
    assertThat(viewed.read(bytes(view), Set.of())).contains(new TreeMap<>());
  }

  @Test
  void areLeftToOthersWhereTheSchemaIsNotOurs() {
    byte[] foreign =
        TOPICS.fits().value().serializer().serialize("acme.fits", new Any(1).accountFit());
    byte[] unknown = bytes(new Any(1).accountView());
    unknown[1] ^= 0x11;

    assertThat(viewed.read(foreign, Set.of("a"))).isEmpty();
    assertThat(viewed.read(unknown, Set.of("a"))).isEmpty();
    assertThat(viewed.read(new byte[0], Set.of("a"))).isEmpty();
  }

  @Test
  void areRefusedWhereTheBytesEndTooEarly() {
    AccountView view = new Any(2).accountView();
    byte[] torn = Arrays.copyOf(bytes(view), 12);

    assertThatThrownBy(() -> viewed.read(torn, view.attributes().keySet()))
        .isInstanceOf(SerializationException.class);
  }

  private static byte[] bytes(AccountView view) {
    return TOPICS.accountViews().value().serializer().serialize("acme.account-views", view);
  }
}
