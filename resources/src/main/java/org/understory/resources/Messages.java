package org.understory.resources;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The words of the program in one language. Bundles are {@code problems}, {@code common}, {@code
 * cli} and {@code window} ({@code *.properties} beside this class, UTF-8, each also as {@code
 * *_zh_CN}).
 */
public final class Messages {
  private final List<ResourceBundle> bundles;
  private final Locale locale;

  private Messages(Locale locale, List<ResourceBundle> bundles) {
    this.locale = locale;
    this.bundles = bundles;
  }

  /**
   * Words for this locale out of these bundles, searched in order; English where there is no
   * translation for it.
   */
  public static Messages load(Locale locale, String... names) {
    return new Messages(locale, Arrays.stream(names).map(name -> bundle(locale, name)).toList());
  }

  /** The words of one bundle for this locale, for libraries that look them up themselves. */
  public static ResourceBundle bundle(Locale locale, String name) {
    // Asking for a locale that has no bundle would fall back to the JVM's default locale, not to
    // English.
    Locale written = locale.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT;
    return ResourceBundle.getBundle("org.understory.resources." + name, written);
  }

  /** The language that dates, numbers and words are written in. */
  public Locale locale() {
    return locale;
  }

  /**
   * The text of {@code key} with its places filled ({@link MessageFormat} rules when there are
   * arguments: {@code {0}}, doubled quotes).
   *
   * @throws MissingResourceException for a key that is in no bundle: a bug, found by the message
   *     test
   */
  public String get(String key, Object... arguments) {
    for (ResourceBundle bundle : bundles) {
      if (bundle.containsKey(key)) {
        String pattern = bundle.getString(key);
        return arguments.length == 0
            ? pattern
            : new MessageFormat(pattern, locale).format(arguments);
      }
    }
    throw new MissingResourceException("No text for " + key, Messages.class.getName(), key);
  }
}
