package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Operation;
import org.understory.model.system.Label;
import org.understory.test.kit.Command;
import org.understory.test.kit.RepositoryServer;

/**
 * Whenever a worker is killed, the deployments are the old or the new ones, all of them whole. More
 * kills with {@code -Dunderstory.kills=N}.
 */
final class KillTest {
  private static final int KILLS = Integer.getInteger("understory.kills", 200);
  private static final int LANES = 2;

  @Test
  void a_killed_worker_leaves_the_old_or_the_new_list() throws Exception {
    Path temp = Files.createTempDirectory(Path.of("/dev/shm"), "kills");
    KillFixture fixture = KillFixture.make(temp);
    List<Kills> all = new ArrayList<>();
    try (RepositoryServer server = RepositoryServer.serve(fixture.origin());
        ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
      fixture.follow(server.url());
      List<Operation> operations = operations(fixture, server.url());
      Path archive = temp.resolve("classes.jsa");
      try (KillLane lane = new KillLane(fixture, operations.getFirst(), new Random(0), archive)) {
        lane.warmUp();
      }
      int each = Math.ceilDiv(KILLS, operations.size());
      List<Future<Kills>> running = new ArrayList<>();
      for (Operation operation : operations) {
        Random random = new Random(operation.hashCode());
        Callable<Kills> work =
            () -> {
              try (KillLane lane = new KillLane(fixture, operation, random, archive)) {
                return lane.run(each);
              }
            };
        running.add(lanes.submit(work));
      }
      for (Future<Kills> kills : running) {
        all.add(kills.get());
        System.out.println(all.getLast());
      }
    } finally {
      Command.run("rm", "-rf", temp.toString());
    }
    System.out.println("all:" + Kills.sum(all));
    assertThat(all).flatExtracting(Kills::violations).isEmpty();
    // Otherwise nothing was interrupted.
    assertThat(Kills.sum(all).lost()).isGreaterThan(Kills.sum(all).kills() / 2);
    assertThat(Kills.sum(all).fresh()).isPositive();
  }

  private static List<Operation> operations(KillFixture fixture, String url) {
    Checksum newest = fixture.newest();
    String second = fixture.ids().get(1);
    String crossing = fixture.ids().get(2);
    return List.of(
        new Operation.Upgrade("main", newest),
        new Operation.Deploy("main", fixture.oldest()),
        new Operation.Rebase("main", "local", fixture.oldest()),
        new Operation.SetDefault(second),
        new Operation.SetDefault(crossing),
        new Operation.Pin(second),
        new Operation.Unpin(fixture.ids().get(3)),
        new Operation.Remove(List.of(second)),
        new Operation.EditKernelArguments(second, List.of("quiet", "splash")),
        new Operation.Prune(),
        new Operation.InspectConfig(second, fixture.oldest()),
        new Operation.Verify(true),
        new Operation.SetLabel(second, new Label("name", "note")),
        new Operation.AddRemote("more", url, false, Optional.empty()),
        new Operation.RemoveRemote("spare"));
  }
}
