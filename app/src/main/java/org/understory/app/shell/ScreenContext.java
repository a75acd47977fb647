package org.understory.app.shell;

import java.time.Clock;
import org.understory.app.bisect.BisectViewModel;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.server.ServerViewModel;
import org.understory.app.settings.Preferences;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.resources.Messages;

/**
 * What every screen is built with.
 *
 * @param preferences what is set, and what is remembered from one time to the next
 * @param changes what is asked to change what is open
 * @param server what the servers of its remotes have that is not here
 * @param bisect finds the version in which something broke
 * @param clock what the time is, and in which zone dates are shown
 */
public record ScreenContext(
    AppState state,
    Background background,
    Navigation navigation,
    Messages messages,
    FileDialogs dialogs,
    Preferences preferences,
    ChangeViewModel changes,
    ServerViewModel server,
    BisectViewModel bisect,
    Clock clock) {}
