package org.understory.app.launch;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.understory.app.activity.ActivityScreen;
import org.understory.app.browse.BrowseScreen;
import org.understory.app.compare.CompareScreen;
import org.understory.app.flatpak.ApplicationsScreen;
import org.understory.app.history.HistoryScreen;
import org.understory.app.move.MoveViewModel;
import org.understory.app.remotes.RemotesScreen;
import org.understory.app.shell.Place;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;
import org.understory.app.storage.StorageScreen;
import org.understory.app.system.SystemScreen;
import org.understory.store.flatpak.FlatpakChanges;

/** How each screen is made; the one list of them. */
public final class Screens {
  private Screens() {}

  /**
   * Makers for all screens; nothing is built yet.
   *
   * @param cache the folder for what can be made anew at any time
   * @param applications what Flatpak has installed
   */
  public static Map<Place, Supplier<Screen>> of(
      ScreenContext context, Path cache, FlatpakChanges applications) {
    Map<Place, Supplier<Screen>> makers = new EnumMap<>(Place.class);
    makers.put(
        Place.SYSTEM,
        () ->
            new SystemScreen(
                context,
                () ->
                    new MoveViewModel(context.state(), context.background(), Path.of("/"), cache)));
    makers.put(Place.HISTORY, () -> new HistoryScreen(context));
    makers.put(Place.BROWSE, () -> new BrowseScreen(context));
    makers.put(Place.COMPARE, () -> new CompareScreen(context));
    makers.put(Place.ACTIVITY, () -> new ActivityScreen(context, applications));
    makers.put(Place.REMOTES, () -> new RemotesScreen(context));
    makers.put(Place.STORAGE, () -> new StorageScreen(context, cache));
    makers.put(Place.APPLICATIONS, () -> new ApplicationsScreen(context, applications, cache));
    return makers;
  }
}
