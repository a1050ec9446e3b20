/**
 * The controller's process ends here: a Go `log.Fatal`, or a panic that nothing recovers. Nothing in the engine may
 * catch it. The message is the last line that the process logged.
 */
export class ControllerCrash extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ControllerCrash";
  }
}
