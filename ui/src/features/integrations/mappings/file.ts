//! What a person gives to be imported: pasted rows, or a chosen file whose bytes go as they are.

export type Given = { kind: "text"; csv: string } | { kind: "file"; name: string; base64: string };

/** The part of the request that carries it. */
export function contentOf(given: Given): { csv: string } | { file: string; fileName: string } {
  return given.kind === "text" ? { csv: given.csv } : { file: given.base64, fileName: given.name };
}

export function isEmpty(given: Given): boolean {
  return given.kind === "text" && given.csv.trim() === "";
}

/** Read by the browser itself, which does not choke on many megabytes. */
export function readFile(file: File): Promise<Given> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ kind: "file", name: file.name, base64: String(reader.result).replace(/^data:[^,]*,/, "") });
    reader.onerror = () => reject(reader.error ?? new Error("the file can't be read"));
    reader.readAsDataURL(file);
  });
}
