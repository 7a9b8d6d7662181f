package dev.lodestar.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.broker.BrokerNotStarted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path somewhere;

  @Test
  void isMadeWhenMissing() {
    Path path = somewhere.resolve("a").resolve("b");

    try (var folder = DataFolder.open(path)) {
      assertThat(folder.path()).isDirectory();
      assertThat(folder.crashed()).isFalse();
    }
  }

  @Test
  void belongsToOneProcessAtATime() {
    Path path = somewhere.resolve("data");

    try (var _ = DataFolder.open(path)) {
      assertThatThrownBy(() -> DataFolder.openEmpty(path))
          .isInstanceOf(BrokerNotStarted.class)
          .hasMessageContaining("in use by another Lodestar (process ");
    }
    DataFolder.open(path).close();
  }

  @Test
  void keepsWhatIsInItUnlessToldToStartEmpty() throws IOException {
    Path path = somewhere.resolve("data");
    Path old = path.resolve("broker").resolve("old");
    try (var folder = DataFolder.open(path)) {
      Files.createDirectories(folder.broker());
      Files.writeString(old, "old");
    }

    DataFolder.open(path).close();
    assertThat(old).exists();

    DataFolder.openEmpty(path).close();
    assertThat(old).doesNotExist();
  }

  @Test
  void knowsThatItsLastOwnerDidNotCloseIt() throws IOException {
    Path path = somewhere.resolve("data");
    DataFolder.open(path).close();
    Files.writeString(path.resolve("running"), "1");

    try (var folder = DataFolder.open(path)) {
      assertThat(folder.crashed()).isTrue();
    }
    try (var folder = DataFolder.open(path)) {
      assertThat(folder.crashed()).isFalse();
    }
  }

  @Test
  void leavesAFolderOfSomebodyElseAlone() throws IOException {
    Path precious = Files.writeString(somewhere.resolve("thesis.tex"), "precious");

    assertThatThrownBy(() -> DataFolder.openEmpty(somewhere))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("something else than Lodestar's data");
    assertThat(precious).hasContent("precious");
    assertThat(somewhere.resolve("lock")).doesNotExist();
  }

  @Test
  void cannotBeAFile() throws IOException {
    Path file = Files.writeString(somewhere.resolve("file"), "");

    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(BrokerNotStarted.class)
        .hasMessageContaining("cannot be written to");
  }
}
