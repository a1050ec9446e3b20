/** How the executor is called, and what of that a view leaves out. */

const executor = /^quay\.io\/argoproj\/argoexec:/;
const wrapper = "/var/run/argo/argoexec";
const options = new Set(["--loglevel", "--log-format", "--gloglevel"]);

/** The executor's image without its version. */
export function executorImageName(image: string): string {
  return executor.test(image) ? "argoexec" : image;
}

/** A user's command without the executor that starts it. */
export function withoutWrapper(command: readonly string[]): readonly string[] {
  if (command[0] !== wrapper || command[1] !== "emissary") return command;
  return command.slice(command.indexOf("--") + 1);
}

/** Words of the executor's command without the options that tell it how to log. */
export function withoutExecutorOptions(words: readonly string[]): readonly string[] {
  return words.filter((word, index) => !options.has(word) && !options.has(words[index - 1] ?? ""));
}
