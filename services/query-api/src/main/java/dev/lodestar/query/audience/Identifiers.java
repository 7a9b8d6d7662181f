package dev.lodestar.query.audience;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.lodestar.query.caching.Fingerprint;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How advertising tools want people to be named: alike by everybody, so that hashes match.
final class Identifiers {

  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

  private Identifiers() {}

  /// Without spaces around it and in lower case; empty unless it is one.
  static Optional<String> email(String text) {
    String email = text.strip().toLowerCase(Locale.ROOT);
    int at = email.indexOf('@');
    boolean isOne =
        at > 0
            && at == email.lastIndexOf('@')
            && email.indexOf('.', at) > at + 1
            && !email.endsWith(".")
            && email.chars().noneMatch(Character::isWhitespace);
    return isOne ? Optional.of(email) : Optional.empty();
  }

  /// As E.164 has it, `+4930123456`; empty unless it is a number somebody can have.
  ///
  /// @param region of numbers that name no country, in two letters; empty: those are left out
  static Optional<String> phone(String text, Optional<String> region) {
    try {
      PhoneNumber number = PHONES.parse(text, region.orElse("ZZ"));
      return PHONES.isValidNumber(number)
          ? Optional.of(PHONES.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /// The regions that numbers can be of.
  static Set<String> regions() {
    return PHONES.getSupportedRegions();
  }

  /// SHA-256 in lower-case hexadecimal.
  static String hashed(String identifier) {
    return Fingerprint.of(identifier.getBytes(UTF_8));
  }
}
