package dev.lodestar.standalone.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/// Skips a test, visibly, where Docker does not answer or the broker's image cannot be had.
final class WhereContainersRun implements ExecutionCondition {

  static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.3.1");

  private static final int PATIENCE_SECONDS = 60;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.disabled("Docker does not answer here");
    }
    try {
      String image = new RemoteDockerImage(KAFKA).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ConditionEvaluationResult.enabled(image + " is here");
    } catch (TimeoutException | RuntimeException e) {
      return ConditionEvaluationResult.disabled(KAFKA + " cannot be had: " + e.getMessage());
    }
  }
}
