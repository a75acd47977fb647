package org.understory.app.compare;

import java.util.Optional;
import org.understory.model.system.Kernel;
import org.understory.model.system.KernelArguments;

/**
 * Kernels and kernel arguments of both sides.
 *
 * @param before the kernel that the older side brings, if it brings one
 * @param argumentsBefore empty where the older side is not deployed
 */
record KernelAnswer(
    Optional<Kernel> before,
    Optional<Kernel> after,
    Optional<KernelArguments> argumentsBefore,
    Optional<KernelArguments> argumentsAfter) {}
