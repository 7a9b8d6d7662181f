package dev.lodestar.standalone.running;

/// Something that cannot be done, as one sentence for the person who asked for it.
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Refusal(String sentence) {
    super(sentence);
  }

  public Refusal(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
