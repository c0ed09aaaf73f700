/// Runs functions in processes of this machine.
///
/// [ProcessRunner] is the runner; [EnvironmentPool] decides which environment serves whom and knows
/// no process; an [ExecutionEnvironment] is one process with its folder, its endpoint of the
/// Runtime API and its log. Only [Launch] and the bootstraps know how languages differ; only
/// [Confinement] knows what the operating system can do.
package io.hydrant.functions.runtime.process;
