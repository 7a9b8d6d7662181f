package dev.lodestar.standalone;

import dev.lodestar.standalone.asking.ApiClient;
import java.net.URI;
import picocli.CommandLine.Option;

/// Where the Lodestar is that is asked.
final class ApiOption {

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:LODESTAR_URL:-http://localhost:8080}",
      description = "Where the API of the running Lodestar is (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://localhost:8080");

  ApiClient open() {
    return new ApiClient(url);
  }
}
