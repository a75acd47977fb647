package org.understory.store.layering;

import java.util.List;
import org.understory.model.operation.StoreException;

/** A package manager at work in a tree that brings it. */
sealed interface PackageTool permits Apt, Dnf {
  /**
   * Installs packages with what they need.
   *
   * @throws StoreException PackageSourcesFailed, UnknownPackage, LayerFailed, NoSpace
   */
  void install(List<String> names) throws StoreException;
}
