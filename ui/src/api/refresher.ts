//! Turns "these topics changed" into askings-again of the queries that depend on them, no more often than each allows.
//! Without it four `readings` events a second would ask the whole dashboard four times a second.

import type { Query, QueryClient } from "@tanstack/react-query";
import type { Topic } from "@/bindings";
import { isTouched, leastInterval, type CommandName } from "./topics";

const WORKSPACE: CommandName = "get_workspace";

/** Long enough for the pages of a former session to be taken away. */
const RENDER_MILLISECONDS = 20;

/** How often it is looked whether an answer under way has come. */
const ANSWER_MILLISECONDS = 50;

export class Refresher {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly client: QueryClient) {}

  /** A person's own action: everything that depends on it is asked again at once. */
  async now(topics: readonly Topic[]): Promise<void> {
    const changed = new Set(topics);
    if (changed.size === 0) return;
    if (changed.has("session")) await this.whoIsHere();
    await this.client.invalidateQueries({
      predicate: (query) => isTouched(commandOf(query), changed) && !(changed.has("session") && commandOf(query) === WORKSPACE),
    });
  }

  /** An event of the background: each query waits until its least interval since its last answer is over. */
  later(topics: readonly Topic[]): void {
    const changed = new Set(topics);
    if (changed.has("session")) {
      void this.now(topics);
      return;
    }
    for (const query of this.client.getQueryCache().getAll()) {
      const command = commandOf(query);
      if (!isTouched(command, changed) || this.timers.has(query.queryHash)) continue;
      const age = Date.now() - query.state.dataUpdatedAt;
      const wait = Math.max(0, (leastInterval[command] ?? 0) - age);
      this.timers.set(
        query.queryHash,
        setTimeout(() => this.ask(query.queryHash), wait),
      );
    }
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /**
   * First who is signed in: after a sign-out or a lock the plant's pages are gone before anything of them is asked again,
   * and what they showed is forgotten.
   */
  private async whoIsHere(): Promise<void> {
    await this.client.invalidateQueries({ queryKey: [WORKSPACE] });
    await new Promise((resolve) => setTimeout(resolve, RENDER_MILLISECONDS));
    this.client.removeQueries({ type: "inactive", predicate: (query) => commandOf(query) !== WORKSPACE });
  }

  private ask(hash: string): void {
    this.timers.delete(hash);
    // An answer under way is let through: cancelling it under a steady stream of events would starve the page. But it may
    // be from before the change, so it is asked once more after it.
    if (this.client.getQueryCache().get(hash)?.state.fetchStatus === "fetching") {
      this.timers.set(hash, setTimeout(() => this.ask(hash), ANSWER_MILLISECONDS));
      return;
    }
    void this.client.invalidateQueries({ predicate: (query) => query.queryHash === hash }, { cancelRefetch: false });
  }
}

function commandOf(query: Query): CommandName {
  return query.queryKey[0] as CommandName;
}
