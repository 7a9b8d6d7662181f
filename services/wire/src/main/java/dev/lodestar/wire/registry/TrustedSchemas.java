package dev.lodestar.wire.registry;

import dev.lodestar.schemas.AttributesObserved;
import org.apache.avro.util.ClassSecurityValidator;

/// Avro's permission to load the classes generated from our schemas, which it refuses by default.
public final class TrustedSchemas {

  private static final String PACKAGE = AttributesObserved.class.getPackageName();

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(PACKAGE)));
  }

  private TrustedSchemas() {}

  /// Grants the permission to this JVM; to be called before Avro is used.
  public static void trust() {
    // The static initialiser does it, once.
  }
}
