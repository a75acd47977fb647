package org.understory.test.kit;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageFile;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.Label;

/** One operation of every case, also of those that are not there yet. */
public final class EveryOperation {
  private static final PackageFile FILE =
      new PackageFile(
          "/tmp/nano.rpm",
          new Package("nano", "8.5-1", "x86_64", Package.Source.RPMDB),
          new Checksum(1, 2, 3, 4));

  private EveryOperation() {}

  /**
   * All of them.
   *
   * @param stateroot one that is there
   * @param deployment id of a deployment
   * @param commit one that can be deployed
   */
  public static List<Operation> on(String stateroot, String deployment, String commit) {
    List<Operation> all = new ArrayList<>();
    for (Class<?> each : Operation.class.getPermittedSubclasses()) {
      RecordComponent[] components = each.getRecordComponents();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Object[] values =
          Arrays.stream(components)
              .map(component -> value(component, stateroot, deployment, commit))
              .toArray();
      try {
        all.add((Operation) each.getConstructor(types).newInstance(values));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(each.toString(), e);
      }
    }
    return all;
  }

  private static Object value(
      RecordComponent component, String stateroot, String deployment, String commit) {
    return switch (component.getType().getSimpleName()) {
      case "Checksum" -> Checksum.parse(commit).orElseThrow();
      case "boolean" -> true;
      case "Operation" -> new Operation.Upgrade(stateroot, Checksum.parse(commit).orElseThrow());
      case "Stop" -> Operation.Halfway.Stop.HELD;
      case "Use" -> Operation.UsePackageFiles.Use.REPLACE;
      case "What" -> Operation.Refresh.What.UPDATES;
      case "Unlocked" -> Unlocked.DEVELOPMENT;
      case "Label" -> new Label("name", "note");
      case "Optional" ->
          Optional.of(component.getName().equals("key") ? PublicKey.FERN : deployment);
      case "List" ->
          switch (component.getName()) {
            case "ids" -> List.of(deployment);
            case "files" -> List.of(FILE);
            case "arguments" -> List.of("root=LABEL=root");
            default -> List.of("nano");
          };
      case "String" ->
          switch (component.getName()) {
            case "stateroot" -> stateroot;
            case "id" -> deployment;
            case "refspec" -> "stable";
            case "name", "remote" -> "far";
            case "volume" -> "/run/media/fay/DRIVE";
            case "url" -> "http://127.0.0.1:1/";
            case "key" -> PublicKey.FERN;
            default -> throw new AssertionError(component.toString());
          };
      default -> throw new AssertionError(component.toString());
    };
  }
}
