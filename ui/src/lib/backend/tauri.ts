/** The real program, over Tauri's typed commands. */
import { type Backend, Refused } from "./backend";
import { commands, events, type Failure } from "./bindings";

type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: Failure };

async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer;
  if (settled.status === "error") throw new Refused(settled.error);
  return settled.data;
}

export const tauriBackend: Backend = {
  places: () => unwrap(commands.places()),
  look: async (networkInterface, consent) => {
    await unwrap(commands.look(networkInterface, consent));
  },
  stop: async () => {
    await unwrap(commands.stop());
  },
  devices: () => unwrap(commands.devices()),
  status: () => unwrap(commands.status()),
  onRevision: (listener) => events.revision.listen(listener),
};
