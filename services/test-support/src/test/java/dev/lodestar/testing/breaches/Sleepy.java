package dev.lodestar.testing.breaches;

/// Breaks a house rule by sleeping.
public final class Sleepy {

  void rest() throws InterruptedException {
    Thread.sleep(1);
  }
}
