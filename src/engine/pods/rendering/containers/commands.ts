import { has, type PodInputs } from "../pod-inputs.ts";
import type { ContainerDraft, PodSpecDraft } from "../rendered-pod.ts";
import { sharedMount, temporaryVolume } from "../volumes.ts";
import { executorImage, logOptions } from "./executor-container.ts";
import { isArgoSidecar } from "./user-containers.ts";

/** Has each user's container start through the executor, and gives all of them what they share with it. */
export function finishContainers(spec: PodSpecDraft, inputs: PodInputs): void {
  const image = executorImage(inputs);
  const grace = spec.terminationGracePeriodSeconds;
  const toldAll = !has(inputs, "grace-period-told-to-wait-alone");
  for (const [index, container] of spec.containers.entries()) {
    const isOwn = isArgoSidecar(container.name);
    if (!isOwn) wrap(container, inputs);
    if (container.image === image) {
      container.volumeMounts.push({ name: temporaryVolume, mountPath: "/tmp", subPath: String(index) });
    }
    container.volumeMounts.push(sharedMount);
    if (grace !== undefined && (toldAll || container.name === "wait")) {
      container.env.push({ name: "ARGO_TERMINATION_GRACE_PERIOD_SECONDS", value: String(grace) });
    }
  }
}

/** The executor must know the command that it is to start, so that one which the image gives is looked up. */
function wrap(container: ContainerDraft, inputs: PodInputs): void {
  let { command = [] } = container;
  if (command.length === 0) {
    const { entrypoint, cmd } = imageOf(container.image ?? "", inputs);
    command = entrypoint;
    if (container.args === undefined && cmd.length > 0) container.args = cmd;
  }
  container.command = ["/var/run/argo/argoexec", "emissary", ...logOptions(inputs), "--", ...command];
}

/**
 * What an image starts by itself: as the controller's configuration has it. What others start only their registry
 * knows, so that they get a text that says so.
 */
function imageOf(image: string, { configuration }: PodInputs) {
  const { images = {} } = configuration;
  const known = Object.hasOwn(images, image) ? images[image] : undefined;
  if (known === undefined) return { entrypoint: [`ENTRYPOINT of ${image}`], cmd: [`CMD of ${image}`] };
  return { entrypoint: known.entrypoint ?? [], cmd: known.cmd ?? [] };
}
