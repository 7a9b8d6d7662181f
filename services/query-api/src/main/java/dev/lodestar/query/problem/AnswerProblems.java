package dev.lodestar.query.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Collectors;

/// Turns whatever goes wrong into a problem document that names no class and no line of ours.
final class AnswerProblems {

  private AnswerProblems() {}

  /// What Micronaut itself refuses: unknown paths and methods, media types, sizes, malformed HTTP.
  @Singleton
  static final class OfMicronaut implements ErrorResponseProcessor<Problem> {

    @Override
    public MutableHttpResponse<Problem> processResponse(
        ErrorContext context, MutableHttpResponse<?> response) {
      return answer(context.getRequest(), response, problem(context, response.status()));
    }

    private static Problem problem(ErrorContext context, HttpStatus status) {
      if (status == HttpStatus.NOT_FOUND) {
        return Problem.of(
            status,
            Optional.of("There is nothing here; /docs describes what there is."),
            context.getRequest().getPath());
      }
      Optional<String> detail =
          context.hasErrors() && status.getCode() < 500
              ? Optional.of(
                  context.getErrors().stream()
                      .map(Error::getMessage)
                      .collect(Collectors.joining("; ")))
              : Optional.empty();
      return Problem.of(status, detail, context.getRequest().getPath());
    }
  }

  @Singleton
  static final class OfInvalidField implements ExceptionHandler<InvalidField, HttpResponse<?>> {

    @Override
    @SuppressWarnings("rawtypes") // so the interface has it
    public HttpResponse<?> handle(HttpRequest request, InvalidField invalid) {
      return answer(request, HttpResponse.badRequest(), Problem.of(invalid).at(request.getPath()));
    }
  }

  @Singleton
  static final class OfRefusal implements ExceptionHandler<Refusal, HttpResponse<?>> {

    @Override
    @SuppressWarnings("rawtypes") // so the interface has it
    public HttpResponse<?> handle(HttpRequest request, Refusal refusal) {
      MutableHttpResponse<?> response = HttpResponse.status(refusal.status());
      if (refusal.status() == HttpStatus.SERVICE_UNAVAILABLE) {
        response.header(HttpHeaders.RETRY_AFTER, "1");
      }
      return answer(request, response, Problem.of(refusal).at(request.getPath()));
    }
  }

  @SuppressWarnings("unchecked") // the body replaces whatever there was
  private static MutableHttpResponse<Problem> answer(
      HttpRequest<?> request, MutableHttpResponse<?> response, Problem problem) {
    response.header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (request.getMethod() == HttpMethod.HEAD) {
      return (MutableHttpResponse<Problem>) response;
    }
    return response.body(problem).contentType(Problem.MEDIA_TYPE);
  }
}
