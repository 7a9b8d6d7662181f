package dev.lodestar.query.home;

import dev.lodestar.query.problem.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The page for people: every profile in words and bars, live. It loads nothing from elsewhere.
@Controller
@Hidden
final class HomeController {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Asset page = Asset.load("home.html", POLICY);
  private final SortedMap<String, Asset> assets =
      new TreeMap<>(
          Map.of(
              "home.css", Asset.load("home.css", POLICY),
              "home.js", Asset.load("home.js", POLICY),
              "star.svg", Asset.load("star.svg", POLICY)));

  @Get(produces = MediaType.ALL)
  HttpResponse<byte[]> home(HttpRequest<?> request) {
    return page.answer(request);
  }

  @Get(uri = "/assets/{file}", produces = MediaType.ALL)
  HttpResponse<byte[]> asset(HttpRequest<?> request, String file) {
    Asset asset = assets.get(file);
    if (asset == null) {
      throw Refusal.unknown("file", "There is no such file.", List.copyOf(assets.keySet()));
    }
    return asset.answer(request);
  }
}
