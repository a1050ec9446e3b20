import type { RenderedPod } from "../../model/rendered-pod.ts";
import type { RenderResult } from "./rendered-pod.ts";

/** A pod that is rendered when somebody looks at it, once. */
export class PodRendering {
  readonly #render: () => RenderResult;
  #result: RenderResult | undefined;

  constructor(render: () => RenderResult) {
    this.#render = render;
  }

  /** The pod, or why it cannot be made. */
  get result(): RenderResult {
    this.#result ??= this.#render();
    return this.#result;
  }

  /** The pod of a rendering that has succeeded, or that could not fail. */
  get pod(): RenderedPod {
    const { result } = this;
    if (!result.ok) throw new Error(`a pod was created that cannot be rendered: ${result.error}`);
    return result.pod;
  }
}
