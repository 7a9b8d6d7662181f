package dev.lodestar.importer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SendCommandTest {

  @TempDir private Path folder;

  @Test
  void refusesClientSettingsThatItCannotRead() {
    var said = new StringWriter();
    var line =
        new CommandLine(new SendCommand(() -> Instant.EPOCH))
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said));

    int exit =
        line.execute("accounts", "--client-config", folder.resolve("no.properties").toString());

    assertThat(exit).isEqualTo(2);
    assertThat(said.toString()).contains("--client-config cannot be read: ", "no.properties");
  }
}
