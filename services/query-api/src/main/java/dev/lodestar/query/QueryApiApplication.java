package dev.lodestar.query;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CountDownLatch;

/// The query API as a process of its own, configured by environment variables.
@OpenAPIDefinition(
    info =
        @Info(
            title = "Lodestar",
            version = "1",
            description =
                "Who our ideal customers are, as of now: profiles that learn from deals and churn,"
                    + " how well an account fits, and whom to talk to again. Every answer names the"
                    + " version it rests on. Errors are problem documents (RFC 9457).",
            license = @License(name = "Apache-2.0")),
    tags = {
      @Tag(
          name = "Profiles",
          description = "What an ideal customer looks like, version by version"),
      @Tag(name = "Changes", description = "Profiles as they change, as server-sent events"),
      @Tag(name = "Webhooks", description = "Endpoints that are told of news over HTTP"),
      @Tag(name = "Fit", description = "How well somebody matches a profile, and why"),
      @Tag(name = "Accounts", description = "What is known of accounts, and whom to talk to first"),
      @Tag(name = "Retargeting", description = "Lapsed accounts worth another conversation")
    })
public final class QueryApiApplication {

  private static final String LOGGING = "logback.configurationFile";

  private QueryApiApplication() {}

  public static void main(String[] arguments) throws InterruptedException {
    // Not logback.xml: a program that embeds the API has its own.
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "dev/lodestar/query/logback.xml");
    }
    QueryApi api;
    try {
      api = QueryApi.start(QuerySettings.fromEnvironment(System.getenv()));
    } catch (QueryApiNotStarted | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  api.close();
                  ended.countDown();
                },
                "stop-query-api"));
    ended.await();
  }
}
