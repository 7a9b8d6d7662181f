package dev.lodestar.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The worked example of the README, worked.
class ReadmeTest {

  private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);
  private static final InstantSource TODAY =
      InstantSource.fixed(Instant.parse("2026-02-01T12:00:00Z"));

  @TempDir Path temp;

  @Test
  void showsWhatReallyHappens() throws IOException {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(block -> block.group(1))
            .toList();
    Files.writeString(temp.resolve("deals.csv"), blocks.get(0));
    Files.writeString(temp.resolve("deals.yml"), blocks.get(1));
    Path rejects = temp.resolve("our-crm.rejects.csv");
    var said = new StringWriter();

    new CommandLine(new ImportCommand(TODAY))
        .setOut(new PrintWriter(said))
        .setErr(new PrintWriter(said))
        .execute(
            "--mapping=" + temp.resolve("deals.yml"),
            "--dry-run",
            "--rejects=" + rejects,
            temp.resolve("deals.csv").toString());

    assertThat(said.toString().replace(temp + "/", "")).isEqualTo(blocks.get(2));
    assertThat(Files.readString(rejects).replace("\r\n", "\n")).isEqualTo(blocks.get(3));
  }
}
