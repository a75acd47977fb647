package org.understory.app.shell;

import java.time.Clock;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.resources.Messages;

/**
 * What every screen is built with.
 *
 * @param changes what is asked to change what is open
 * @param clock what the time is, and in which zone dates are shown
 */
public record ScreenContext(
    AppState state,
    Background background,
    Navigation navigation,
    Messages messages,
    FileDialogs dialogs,
    ChangeViewModel changes,
    Clock clock) {}
