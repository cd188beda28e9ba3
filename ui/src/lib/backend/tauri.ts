/** The real program, over Tauri's typed commands. */
import { type Backend, Refused } from "./backend";
import { commands, events, type Failure } from "./bindings";

type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: Failure };

async function value<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer;
  if (settled.status === "error") throw new Refused(settled.error);
  return settled.data;
}

async function done(answer: Promise<Answer<null>>): Promise<void> {
  await value(answer);
}

export const tauriBackend: Backend = {
  status: () => value(commands.status()),
  places: () => value(commands.places()),
  look: (networkInterface, level, consent) => done(commands.look(networkInterface, level, consent)),
  stop: () => done(commands.stop()),
  homes: () => value(commands.homes()),
  renameHome: (home, name) => done(commands.renameHome(home, name)),
  devices: (since) => value(commands.devices(since)),
  device: (id) => value(commands.device(id)),
  overview: (home) => value(commands.overview(home)),
  changes: (home) => value(commands.changes(home)),
  setNotes: (device, notes) => done(commands.setNotes(device, notes)),
  mark: (devices, belongs) => done(commands.mark(devices, belongs)),
  setRoom: (devices, room) => done(commands.setRoom(devices, room)),
  merge: (into, from) => done(commands.merge(into, from)),
  split: (device, address) => value(commands.split(device, address)),
  undo: (revision) => done(commands.undo(revision)),
  answerSameHome: (newer, known, same) => done(commands.answerSameHome(newer, known, same)),
  later: (step) => done(commands.later(step)),
  showExample: (on) => done(commands.showExample(on)),
  setSettings: (settings) => done(commands.setSettings(settings)),
  data: () => value(commands.data()),
  openFolder: () => done(commands.openFolder()),
  exportFile: (format) => value(commands.exportFile(format)),
  exportCorrection: (device) => value(commands.exportCorrection(device)),
  importFile: () => value(commands.importFile()),
  eraseAll: () => done(commands.eraseAll()),
  onRevision: (listener) => events.revision.listen(listener),
};
