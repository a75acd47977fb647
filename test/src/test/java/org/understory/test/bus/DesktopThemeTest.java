package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.desktop.DesktopTheme;
import org.understory.app.desktop.SessionBus;
import org.understory.app.settings.Settings.Theme;
import org.understory.test.kit.Command;
import org.understory.test.kit.OddPortal;
import org.understory.test.kit.PrivateBus;
import org.understory.test.kit.RealPortal;

/** What the desktop says about light and dark is heard over a real bus, however odd it is. */
final class DesktopThemeTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final BlockingQueue<Theme> told = new LinkedBlockingQueue<>();
  private final Set<Thread> before = Thread.getAllStackTraces().keySet();
  private final List<OddPortal> portals = new ArrayList<>();
  private PrivateBus bus;
  private DesktopTheme followed;

  @BeforeEach
  void startBus() {
    bus = PrivateBus.start(folder);
  }

  @AfterEach
  void stopBus() {
    followed.close();
    portals.forEach(OddPortal::close);
    bus.close();
  }

  private void follow(SessionBus where, Duration patience) {
    followed = new DesktopTheme(where, Runnable::run, told::add, patience);
    followed.start();
  }

  private OddPortal portal(Callable<Variant<?>> answer) {
    OddPortal portal = OddPortal.start(bus, answer);
    portals.add(portal);
    return portal;
  }

  private Theme next() throws InterruptedException {
    Theme theme = told.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(theme).as("an answer").isNotNull();
    return theme;
  }

  private static Variant<?> scheme(long number) {
    return new Variant<>(new UInt32(number));
  }

  @Test
  void the_real_portal_is_followed_as_a_person_changes_the_choice(@TempDir Path home)
      throws InterruptedException {
    try (RealPortal portal = RealPortal.start(home)) {
      portal.choose("prefer-dark");
      follow(portal.bus(), LONG);
      assertThat(next()).isEqualTo(Theme.DARK);
      portal.choose("prefer-light");
      assertThat(next()).isEqualTo(Theme.LIGHT);
      portal.choose("default");
      assertThat(next()).isEqualTo(Theme.SYSTEM);
    }
  }

  @Test
  void without_a_bus_the_desktop_says_nothing() throws InterruptedException {
    follow(SessionBus.NONE, LONG);
    assertThat(next()).isEqualTo(Theme.SYSTEM);
  }

  @Test
  void a_bus_that_is_not_there_says_nothing() throws InterruptedException {
    String nowhere = "unix:path=" + folder.resolve("nowhere");
    follow(SessionBus.of(Map.of("DBUS_SESSION_BUS_ADDRESS", nowhere)), LONG);
    assertThat(next()).isEqualTo(Theme.SYSTEM);
  }

  @Test
  void a_bus_without_a_portal_says_nothing_until_one_comes() throws InterruptedException {
    follow(bus.bus(), LONG);
    assertThat(next()).isEqualTo(Theme.SYSTEM);
    portal(() -> scheme(1));
    assertThat(next()).isEqualTo(Theme.DARK);
  }

  @Test
  void a_portal_that_is_replaced_is_asked_again_and_none_is_started_for_one_that_left()
      throws InterruptedException {
    OddPortal first = portal(() -> scheme(1));
    follow(bus.bus(), LONG);
    assertThat(next()).isEqualTo(Theme.DARK);
    first.close();
    portal(() -> scheme(2));
    assertThat(next()).isEqualTo(Theme.LIGHT);
  }

  static Stream<Variant<?>> oddities() {
    return Stream.of(
        scheme(0),
        scheme(3),
        scheme(4_294_967_295L),
        new Variant<>("dark"),
        new Variant<>(1),
        new Variant<>(true),
        new Variant<>(new Variant<>(new Variant<>(new UInt32(1), "u"), "v"), "v"),
        new Variant<>(List.of(new UInt32(1)), "au"),
        new Variant<>(Map.of("a", new Variant<>(1)), "a{sv}"));
  }

  @ParameterizedTest
  @MethodSource("oddities")
  void an_odd_answer_is_none_and_a_later_good_one_counts(Variant<?> odd)
      throws InterruptedException {
    AtomicReference<Variant<?>> answer = new AtomicReference<>(odd);
    OddPortal portal = portal(answer::get);
    follow(bus.bus(), LONG);
    assertThat(next()).isEqualTo(Theme.SYSTEM);
    answer.set(scheme(2));
    portal.tell(scheme(1));
    assertThat(next()).as("what is asked for, not what is told").isEqualTo(Theme.LIGHT);
  }

  @Test
  void an_error_is_no_answer() throws InterruptedException {
    portal(
        () -> {
          throw new IOException("disk full");
        });
    follow(bus.bus(), LONG);
    assertThat(next()).isEqualTo(Theme.SYSTEM);
  }

  @Test
  void odd_signals_of_a_stranger_change_nothing_and_do_not_end_the_following()
      throws InterruptedException {
    AtomicReference<Variant<?>> answer = new AtomicReference<>(scheme(1));
    OddPortal portal = portal(answer::get);
    follow(bus.bus(), LONG);
    assertThat(next()).isEqualTo(Theme.DARK);
    for (List<String> odd :
        List.of(
            List.<String>of(),
            List.of("7"),
            List.of("[1, 2]"),
            List.of("'org.freedesktop.appearance'"),
            List.of("'org.freedesktop.appearance'", "'color-scheme'", "<uint32 2>"))) {
      // To the program alone: what is sent to all, the bus compares with what was asked for.
      List<String> command = new ArrayList<>(List.of("gdbus", "emit", "--address", bus.address()));
      command.addAll(List.of("--dest", portal.asker()));
      command.addAll(List.of("--object-path", "/org/freedesktop/portal/desktop"));
      command.addAll(List.of("--signal", "org.freedesktop.portal.Settings.SettingChanged"));
      command.addAll(odd);
      Command.run(command);
    }
    assertThat(told).isEmpty();
    answer.set(scheme(2));
    portal.tell(scheme(2));
    assertThat(next()).isEqualTo(Theme.LIGHT);
  }

  @Test
  void a_portal_that_does_not_answer_is_not_waited_for_longer_than_told()
      throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    portal(
        () -> {
          end.await();
          return scheme(1);
        });
    follow(bus.bus(), Duration.ofMillis(100));
    assertThat(next()).isEqualTo(Theme.SYSTEM);
    end.countDown();
  }

  @Test
  void no_thread_is_left_when_it_is_closed() throws InterruptedException {
    follow(bus.bus(), LONG);
    assertThat(next()).isEqualTo(Theme.SYSTEM);
    Set<Thread> threads = started();
    assertThat(threads).hasSizeGreaterThan(2);
    followed.close();
    assertEnd(threads);
  }

  @Test
  void when_the_bus_ends_what_was_said_stays_and_only_closing_is_left()
      throws InterruptedException {
    follow(bus.bus(), LONG);
    assertThat(next()).isEqualTo(Theme.SYSTEM);
    Set<Thread> threads = started();
    Thread own =
        threads.stream().filter(t -> t.getName().equals("desktop")).findAny().orElseThrow();
    bus.close();
    threads.remove(own);
    assertEnd(threads);
    assertThat(told).isEmpty();
    followed.close();
    assertEnd(Set.of(own));
  }

  @Test
  void a_bus_that_never_speaks_does_not_keep_it_from_closing()
      throws IOException, InterruptedException {
    Path socket = folder.resolve("mute");
    try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      mute.bind(UnixDomainSocketAddress.of(socket));
      follow(SessionBus.of(Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket)), LONG);
      mute.accept();
      Set<Thread> threads = started();
      followed.close();
      assertEnd(threads);
      assertThat(told).isEmpty();
    }
  }

  /** What following has started; the fake portals' threads have the same names as some of these. */
  private Set<Thread> started() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> thread.getName().matches("desktop|DBus.*"))
        .collect(Collectors.toSet());
  }

  private static void assertEnd(Set<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      assertThat(thread.join(LONG)).as(thread.getName() + " has ended").isTrue();
    }
  }
}
