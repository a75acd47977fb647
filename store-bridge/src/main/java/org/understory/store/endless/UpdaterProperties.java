package org.understory.store.endless;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.UpdaterFault;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.ServiceReport.Offer;
import org.understory.model.system.ServiceReport.Stage;
import org.understory.store.bus.Variant;

/**
 * The properties of {@code com.endlessm.Updater} (eos-updater/com.endlessm.Updater.xml). Those of
 * an update stay when a later poll finds none, so they count only in some states.
 */
final class UpdaterProperties {
  /** What its program is called. */
  static final String TOOL = "eos-updater";

  private static final String ERRORS = "com.endlessm.Updater.Error.";

  /** {@code G_IO_ERROR_CANCELLED}, as the updater has it named. */
  private static final String CANCELLED = ERRORS + "Cancelled";

  /** Characters of a title, an error, an address or a branch that are passed on. */
  private static final int MAX_LINE = 2000;

  /** Characters of what a publisher says about a version. */
  private static final int MAX_TEXT = 20_000;

  private static final Pattern PAGE = Pattern.compile("https?://[!-~]+");

  private UpdaterProperties() {}

  /** What they say together. */
  static ServiceReport report(Map<?, ?> properties) {
    Stage stage = stage(number(properties, "State").orElse(0));
    String error = text(properties, "ErrorName", MAX_LINE);
    if (stage == Stage.FAILED && error.equals(CANCELLED)) {
      stage = Stage.IDLE;
    }
    return new ServiceReport(
        stage,
        stage.offers() ? offer(properties) : Optional.empty(),
        stage == Stage.FAILED
            ? Optional.of(problem(error, text(properties, "ErrorMessage", MAX_LINE)))
            : Optional.empty());
  }

  private static Stage stage(long state) {
    return switch ((int) state) {
      case 2 -> Stage.FAILED;
      case 3 -> Stage.LOOKING;
      case 4 -> Stage.FOUND;
      case 5 -> Stage.DOWNLOADING;
      case 6 -> Stage.DOWNLOADED;
      case 7 -> Stage.DEPLOYING;
      case 8 -> Stage.DEPLOYED;
      default -> Stage.IDLE;
    };
  }

  private static Optional<Offer> offer(Map<?, ?> properties) {
    String refspec = text(properties, "UpdateRefspec", MAX_LINE);
    String followed = text(properties, "OriginalRefspec", MAX_LINE);
    String notes = text(properties, "ReleaseNotesUri", MAX_LINE);
    return Checksum.parse(text(properties, "UpdateID", MAX_LINE))
        .map(
            commit ->
                new Offer(
                    commit,
                    refspec,
                    !refspec.isEmpty() && !followed.isEmpty() && !refspec.equals(followed),
                    Optional.of(text(properties, "Version", MAX_LINE)).filter(it -> !it.isEmpty()),
                    text(properties, "UpdateLabel", MAX_LINE),
                    text(properties, "UpdateMessage", MAX_TEXT),
                    Optional.of(notes).filter(it -> PAGE.matcher(it).matches()),
                    size(properties, "DownloadSize"),
                    size(properties, "DownloadedBytes"),
                    size(properties, "UnpackedSize"),
                    value(properties, "UpdateIsUserVisible") instanceof Boolean large && large));
  }

  /** What an error means to a person, be it of a call or what became of one. */
  static Problem problem(String name, String words) {
    if (!name.startsWith(ERRORS)) {
      return new Problem.ToolFailed(TOOL, words);
    }
    return switch (name.substring(ERRORS.length())) {
      case "WrongState" -> new Problem.StateChanged();
      case "LiveBoot" -> new Problem.UpdaterRefused(UpdaterFault.LIVE_SYSTEM, words);
      case "WrongConfiguration" -> new Problem.UpdaterRefused(UpdaterFault.CONFIGURATION, words);
      case "NotOstreeSystem" -> new Problem.UpdaterRefused(UpdaterFault.NOT_OSTREE, words);
      case "MeteredConnection" -> new Problem.UpdaterRefused(UpdaterFault.METERED, words);
      case "MalformedAutoinstallSpec", "UnknownEntryInAutoinstallSpec", "FlatpakRemoteConflict" ->
          new Problem.UpdaterRefused(UpdaterFault.APPLICATIONS, words);
      default -> new Problem.ToolFailed(TOOL, words);
    };
  }

  private static String text(Map<?, ?> properties, String name, int most) {
    return value(properties, name) instanceof String text
        ? text.substring(0, Math.min(text.length(), most))
        : "";
  }

  private static OptionalLong number(Map<?, ?> properties, String name) {
    return value(properties, name) instanceof Long number
        ? OptionalLong.of(number)
        : OptionalLong.empty();
  }

  /** -1 where it is not known. */
  private static OptionalLong size(Map<?, ?> properties, String name) {
    return number(properties, name).stream().filter(it -> it >= 0).findFirst();
  }

  private static Object value(Map<?, ?> properties, String name) {
    return properties.get(name) instanceof Variant(String _, Object value) ? value : "";
  }
}
