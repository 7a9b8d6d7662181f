package dev.lodestar.refinery.flow;

import dev.lodestar.wire.registry.RegistryUnavailable;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/// Sends bytes that cannot be decoded to the dead letters, as they were received, and counts them.
///
/// When it is the registry that cannot be asked, nothing is known against the record: the thread
/// stops, and its successor reads it again. What Streams wrote itself and cannot read is a bug, and
/// stops the thread, too.
public final class PutAside extends LogAndContinueExceptionHandler {

  /// The configuration entry that holds the [Meters].
  public static final String METERS = "lodestar.meters";

  private Meters meters = Meters.NONE;

  @Override
  public void configure(Map<String, ?> configs) {
    super.configure(configs);
    if (configs.get(METERS) instanceof Meters configured) {
      meters = configured;
    }
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (record.topic().endsWith("-repartition") || record.topic().endsWith("handovers")) {
      return Response.fail();
    }
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryUnavailable) {
        return Response.fail();
      }
    }
    meters.undecodable(record.topic());
    return super.handleError(context, record, exception);
  }
}
