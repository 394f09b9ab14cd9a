//! A fault of the UI itself: said in plain words with what to do, never a blank window.

import { Component, type ErrorInfo, type ReactNode } from "react";
import { ErrorState } from "@/components";

export class Crash extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorState
        failure={{
          code: "internal",
          message: { id: "ui-crash" },
          remedy: { id: "ui-crash-remedy" },
          detail: `${error.name}: ${error.message}\n${error.stack ?? ""}`,
        }}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
