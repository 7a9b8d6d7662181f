package dev.lodestar.query.home;

import dev.lodestar.query.problem.Refusal;
import dev.lodestar.wire.SchemaTexts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/// The description of the interface, and a page to try it out, which loads nothing from elsewhere.
@Controller
@Hidden
final class DocsController {

  // Swagger UI writes styles and small pictures into its page.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; font-src data:; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Asset page = Asset.load("docs.html", POLICY);
  private final Asset description = Asset.load("/META-INF/swagger/openapi.yml", POLICY);
  private final Asset events = Asset.load("/dev/lodestar/schemas/asyncapi.yml", POLICY);
  private final SortedMap<String, Asset> assets =
      new TreeMap<>(
          Map.of(
              "docs.js", Asset.load("docs.js", POLICY),
              "docs.css", Asset.load("docs.css", POLICY),
              "swagger-ui.css", swaggerUi("swagger-ui.css"),
              "swagger-ui-bundle.js", swaggerUi("swagger-ui-bundle.js")));

  @Get(uri = "/docs", produces = MediaType.ALL)
  HttpResponse<byte[]> docs(HttpRequest<?> request) {
    return page.answer(request);
  }

  @Get(uri = "/docs/{file}", produces = MediaType.ALL)
  HttpResponse<byte[]> asset(HttpRequest<?> request, String file) {
    Asset asset = assets.get(file);
    if (asset == null) {
      throw Refusal.unknown("file", "There is no such file.", List.copyOf(assets.keySet()));
    }
    return asset.answer(request);
  }

  @Get(uri = "/openapi.yml", produces = MediaType.ALL)
  HttpResponse<byte[]> description(HttpRequest<?> request) {
    return description.answer(request);
  }

  /// What goes in and comes out, event by event.
  @Get(uri = "/asyncapi.yml", produces = MediaType.ALL)
  HttpResponse<byte[]> events(HttpRequest<?> request) {
    return events.answer(request);
  }

  /// A schema with all that it refers to.
  @Get(uri = "/avro/{name}.avsc", produces = MediaType.APPLICATION_JSON)
  String schema(String name) {
    return SchemaTexts.of(name)
        .orElseThrow(() ->
            Refusal.unknown(
                "schema", "There is no such schema; /asyncapi.yml names them.", List.of()));
  }

  private static Asset swaggerUi(String file) {
    return Asset.load(
        "/META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion() + "/" + file, POLICY);
  }

  private static String swaggerUiVersion() {
    String path = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    try (InputStream in = DocsController.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks swagger-ui");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
