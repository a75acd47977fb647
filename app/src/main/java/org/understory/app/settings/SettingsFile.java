package org.understory.app.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.understory.app.settings.Settings.Frame;
import org.understory.app.settings.Settings.Language;
import org.understory.app.settings.Settings.Theme;

/**
 * Settings in a small text file. Reading never fails: what is missing, too large or makes no sense
 * counts as not set.
 */
public final class SettingsFile {
  private static final int LARGEST = 16 * 1024;

  /** As the program itself names news: nothing that would need to be escaped. */
  private static final Pattern NEWS = Pattern.compile("[\\w.-]{1,200}");

  private final Path file;

  /** Kept in this folder, which need not exist. */
  public SettingsFile(Path folder) {
    file = folder.resolve("settings");
  }

  /** What it holds. */
  public Settings read() {
    Properties found = new Properties();
    try {
      if (Files.size(file) <= LARGEST) {
        found.load(new StringReader(Files.readString(file)));
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      return Settings.DEFAULT;
    }
    return new Settings(
        choice(Theme.values(), found.getProperty("theme", ""), Theme.SYSTEM),
        choice(Language.values(), found.getProperty("language", ""), Language.SYSTEM),
        found.getProperty("screen", Settings.DEFAULT.screen()),
        choice(Theme.values(), found.getProperty("desktop", ""), Theme.SYSTEM),
        frame(found.getProperty("frame", "")),
        found.getProperty("read", ""));
  }

  /** Replaces it in one step, so that a reader sees the old or the new one. */
  public void write(Settings settings) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("theme=").append(word(settings.theme())).append('\n');
    text.append("language=").append(word(settings.language())).append('\n');
    text.append("screen=").append(settings.screen()).append('\n');
    text.append("desktop=").append(word(settings.desktop())).append('\n');
    if (NEWS.matcher(settings.read()).matches()) {
      text.append("read=").append(settings.read()).append('\n');
    }
    settings
        .frame()
        .ifPresent(
            frame ->
                text.append("frame=")
                    .append(frame.x() + "," + frame.y() + ",")
                    .append(frame.width() + "," + frame.height() + ",")
                    .append(frame.maximized() ? "maximized" : "normal")
                    .append('\n'));
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E choice(E[] all, String word, E otherwise) {
    return Arrays.stream(all).filter(one -> word(one).equals(word)).findFirst().orElse(otherwise);
  }

  private static Optional<Frame> frame(String text) {
    String[] parts = text.split(",", 6);
    if (parts.length != 5) {
      return Optional.empty();
    }
    try {
      return Optional.of(
              new Frame(
                  Integer.parseInt(parts[0]),
                  Integer.parseInt(parts[1]),
                  Integer.parseInt(parts[2]),
                  Integer.parseInt(parts[3]),
                  parts[4].equals("maximized")))
          .filter(Frame::sane);
    } catch (NumberFormatException nonsense) {
      return Optional.empty();
    }
  }
}
